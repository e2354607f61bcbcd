import contextlib
import socket
import sys

ADDRESS = ("127.0.0.1", 9111)
ANSWER_TIMEOUT = 5  # 秒 | seconds


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(ANSWER_TIMEOUT)
        sock.connect(ADDRESS)
        print("type a line:")
        for line in sys.stdin:
            sock.send(line.strip().encode())
            print("server:", sock.recv(2048).decode())


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
