import contextlib
import socket
import sys
import threading

ADDRESS = ("127.0.0.1", 9171)


def receive(server: socket.socket, clients: set[tuple[str, int]]) -> None:
    with contextlib.suppress(OSError):  # 套接字一关就结束 | ends when the socket is closed
        while True:
            datagram, client = server.recvfrom(2048)
            clients.add(client)
            print(f"received {datagram.decode(errors='replace')!r}")


def main() -> None:
    clients: set[tuple[str, int]] = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(ADDRESS)
        # 一个线程等网络，主线程等键盘 | one thread waits for the network, this one for the keyboard
        threading.Thread(target=receive, args=[server, clients], daemon=True).start()
        print("listening; a typed line goes to everybody")
        for line in sys.stdin:
            for client in clients.copy():
                server.sendto(line.strip().encode(), client)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
