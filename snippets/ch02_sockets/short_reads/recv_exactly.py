import hmac
import socket
import threading

KEY = b"a key for this example only"
PAUSE = 0.2  # 秒 | seconds


def recv_exactly(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        chunk = sock.recv(size - len(data))
        if not chunk:
            raise ConnectionError("the connection ended early")
        data += chunk
    return data


def main() -> None:
    digest = hmac.digest(KEY, b"nonce", "sha256")
    client, server = socket.socketpair()
    with client, server:
        client.sendall(digest[:16])
        threading.Timer(PAUSE, client.sendall, [digest[16:]]).start()
        answer = recv_exactly(server, 32)
        print(f"asked for 32 bytes, received {len(answer)}")
        print("legal:", hmac.compare_digest(answer, digest))
        client.shutdown(socket.SHUT_WR)
        try:
            recv_exactly(server, 32)
        except ConnectionError as error:
            print("asked for 32 more:", error)


if __name__ == "__main__":
    main()
