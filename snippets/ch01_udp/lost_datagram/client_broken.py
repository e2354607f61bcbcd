import contextlib
import socket
import sys

ADDRESS = ("127.0.0.1", 9181)


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(ADDRESS)
        print("type a question:")
        for line in sys.stdin:
            sock.send(line.strip().encode())
            # 错：没有期限，也不看答的是哪个问题 | wrong: no time limit, any answer will do
            print("answer:", sock.recv(2048))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
