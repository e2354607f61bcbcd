import contextlib
import socket
import sys

ADDRESS = ("127.0.0.1", 9171)


def main() -> None:
    text = sys.argv[1] if len(sys.argv) > 1 else "hello"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(ADDRESS)
        sock.send(text.encode())
        print("sent, waiting for the operator")
        print("operator:", sock.recv(2048).decode(errors="replace"))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
