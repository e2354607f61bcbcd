import contextlib
import socket
import sys

ADDRESS = ("127.0.0.1", 9203)


def recv_exactly(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        chunk = sock.recv(size - len(data))
        if not chunk:
            raise ConnectionError("the server has closed the connection")
        data += chunk
    return data


def main() -> None:
    with socket.create_connection(ADDRESS) as sock:
        print("connected")
        for line in sys.stdin:
            message = line.strip().encode()
            sock.sendall(message)
            print("echo:", recv_exactly(sock, len(message)).decode())


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        try:
            main()
        except ConnectionError as error:
            sys.exit(f"stopped: {error}")
