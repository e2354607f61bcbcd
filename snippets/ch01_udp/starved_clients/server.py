import contextlib
import os
import selectors
import socket
import sys

ADDRESS = ("127.0.0.1", 9171)


def main() -> None:
    clients = set()
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server,
        selectors.DefaultSelector() as selector,
    ):
        server.bind(ADDRESS)
        selector.register(server, selectors.EVENT_READ)
        selector.register(sys.stdin, selectors.EVENT_READ)
        print("listening; a typed line goes to everybody")
        while True:
            # 谁有动静就处理谁 | serve whichever has something
            for key, _ in selector.select():
                if key.fileobj is server:
                    datagram, client = server.recvfrom(2048)
                    clients.add(client)
                    print(f"received {datagram.decode(errors='replace')!r}")
                # readline() 会多读一截，select() 看不到 | readline() would read ahead of select()
                elif line := os.read(sys.stdin.fileno(), 2048):
                    for client in clients:
                        server.sendto(line.strip(), client)
                else:
                    selector.unregister(sys.stdin)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
