import contextlib
import socket
from collections import Counter

ADDRESS = ("127.0.0.1", 9111)


def main() -> None:
    heard: Counter[tuple[str, int]] = Counter()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(ADDRESS)
        print("one socket, listening")
        while True:
            # 地址随每条数据报一起来 | the address comes with each datagram
            datagram, client = server.recvfrom(2048)
            heard[client] += 1
            print(f"127.0.0.1:{client[1]} datagram {heard[client]}: {datagram!r}")
            server.sendto(f"that was your number {heard[client]}".encode(), client)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
