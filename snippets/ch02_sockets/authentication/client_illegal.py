import contextlib
import socket
import struct

ADDRESS = ("127.0.0.1", 9231)
TIMEOUT = 10  # 秒 | seconds


def recv_exactly(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        chunk = sock.recv(size - len(data))
        if not chunk:
            raise ConnectionError("the server has closed the connection")
        data += chunk
    return data


def receive(sock: socket.socket) -> bytes:
    (size,) = struct.unpack("!I", recv_exactly(sock, 4))
    return recv_exactly(sock, min(size, 1000))


def main() -> None:
    with socket.create_connection(ADDRESS, timeout=TIMEOUT) as sock:
        # 不理会挑战，直接说话 | ignores the challenge and speaks
        text = "让我进去".encode()
        sock.sendall(struct.pack("!I", len(text)) + text)
        print(f"the server sent {len(receive(sock))} random bytes")
        print("server:", receive(sock).decode())
        print("then:", sock.recv(1))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
