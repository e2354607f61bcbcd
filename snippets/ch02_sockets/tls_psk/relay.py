import contextlib
import socket
import sys
import threading

ADDRESS = ("127.0.0.1", 9242)
SERVER = ("127.0.0.1", 9241)
ENCRYPTED = 23  # 记录的类型，RFC 8446 第 5.1 节 | the type of a record, RFC 8446 section 5.1


def recv_exactly(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        chunk = sock.recv(size - len(data))
        if not chunk:
            raise ConnectionError("it left")
        data += chunk
    return data


def copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(4096):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def receive(client: socket.socket) -> tuple[bytes, bytes]:
    header = recv_exactly(client, 5)
    return header, recv_exactly(client, int.from_bytes(header[3:], "big"))


def next_encrypted(client: socket.socket, server: socket.socket) -> tuple[bytes, bytes]:
    while True:
        header, body = receive(client)
        if header[0] == ENCRYPTED:
            return header, body
        server.sendall(header + body)


def meddle(client: socket.socket, server: socket.socket, mode: str) -> None:
    header, body = receive(client)
    print(f"the first record: 'alice' is in it: {b'alice' in body}")
    server.sendall(header + body)
    # 客户端的第一条加密记录结束握手 | the client's first encrypted record ends the handshake
    server.sendall(b"".join(next_encrypted(client, server)))
    header, body = next_encrypted(client, server)
    print(f"{len(body)} bytes, 'balance' is in them: {b'balance' in body}")
    if mode == "alter":
        body = bytes([body[0] ^ 1]) + body[1:]
        print("altered one bit")
    elif mode == "inject":
        mine = b"pay mallory"
        server.sendall(header[:3] + len(mine).to_bytes(2, "big") + mine)
        print("injected a record")
    server.sendall(header + body)
    copy(client, server)


def main() -> None:
    with socket.create_server(ADDRESS) as listener:
        print("waiting for a client")
        client, _ = listener.accept()
    with client, socket.create_connection(SERVER) as server:
        threading.Thread(target=copy, args=[server, client], daemon=True).start()
        with contextlib.suppress(ConnectionError):
            meddle(client, server, sys.argv[1] if sys.argv[1:] else "look")
    print("it is over")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
