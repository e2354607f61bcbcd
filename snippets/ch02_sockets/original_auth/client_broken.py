import contextlib
import hmac
import socket
import sys

ADDRESS = ("127.0.0.1", 9221)
KEY = b"whoever reads the program knows the key"


def main() -> None:
    with socket.create_connection(ADDRESS) as sock:
        nonce = sock.recv(32)
        sock.sendall(hmac.digest(KEY, nonce, "sha256"))
        print("answered the challenge")
        for line in sys.stdin:
            sock.sendall(line.strip().encode())
            print("answer:", sock.recv(1024).decode())


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
