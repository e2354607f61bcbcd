import contextlib
import socket
import sys

SERVER = ("127.0.0.1", 9161)
ADDRESS = ("127.0.0.1", 9162)


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(ADDRESS)
        # 从此内核只放行服务端的数据报 | from now on the kernel lets only the server's through
        sock.connect(SERVER)
        print("type a line:")
        for line in sys.stdin:
            sock.send(line.strip().encode())
            print("answer:", sock.recv(2048))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
