import contextlib
import socket
import struct

ADDRESS = ("127.0.0.1", 9232)
SERVER = ("127.0.0.1", 9231)
TIMEOUT = 30  # 秒 | seconds


def recv_exactly(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        chunk = sock.recv(size - len(data))
        if not chunk:
            raise ConnectionError("it left")
        data += chunk
    return data


def receive(sock: socket.socket) -> bytes:
    (size,) = struct.unpack("!I", recv_exactly(sock, 4))
    return recv_exactly(sock, min(size, 65536))


def send(sock: socket.socket, message: bytes) -> None:
    sock.sendall(struct.pack("!I", len(message)) + message)


def main() -> None:
    with socket.create_server(ADDRESS) as listener:
        print("waiting for a client; no key is needed here")
        client, _ = listener.accept()
    with client, socket.create_connection(SERVER, timeout=TIMEOUT) as server:
        client.settimeout(TIMEOUT)
        send(client, receive(server))  # 挑战 | the challenge
        send(server, receive(client))  # 回答，由真客户端算好 | the answer, worked out by the client
        send(client, receive(server))
        print("the session is mine")
        with contextlib.suppress(ConnectionError):
            while True:
                message = receive(client)
                print("the client said:", message.decode())
                send(server, b"pay mallory")
                print("the server heard:", receive(server).decode())
                send(client, message)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
