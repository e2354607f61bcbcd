import contextlib
import selectors
import socket
from dataclasses import dataclass, field

ADDRESS = ("127.0.0.1", 9203)
CHUNK = 16384  # 字节 | bytes
LIMIT = 65536  # 替一个客户端保管的字节 | bytes kept for one client


@dataclass
class Client:
    waiting: bytearray = field(default_factory=bytearray)
    ended: bool = False

    def wanted(self) -> int:
        read = not self.ended and len(self.waiting) < LIMIT
        return read * selectors.EVENT_READ | bool(self.waiting) * selectors.EVENT_WRITE


def serve(sock: socket.socket, client: Client, events: int) -> None:
    # 就绪只是提示，操作仍可能要等 | ready is a hint: the operation may still have to wait
    with contextlib.suppress(BlockingIOError):
        if events & selectors.EVENT_READ:
            data = sock.recv(CHUNK)
            client.waiting += data
            client.ended = not data
        if client.waiting:
            # 收下多少算多少，其余的留着 | as much as is taken; the rest is kept
            del client.waiting[: sock.send(client.waiting)]


def accept(listener: socket.socket, selector: selectors.BaseSelector) -> None:
    # 来客可能已经走了 | whoever came may have left again
    with contextlib.suppress(BlockingIOError, ConnectionAbortedError):
        sock, address = listener.accept()
        sock.setblocking(False)
        selector.register(sock, selectors.EVENT_READ, Client())
        print("client from", address)


def run(listener: socket.socket, selector: selectors.BaseSelector) -> None:
    listener.setblocking(False)
    selector.register(listener, selectors.EVENT_READ)
    while True:
        for key, events in selector.select():
            sock, client = key.fileobj, key.data
            if sock is listener:
                accept(listener, selector)
                continue
            try:
                serve(sock, client, events)
            except OSError:
                client.ended = True
                client.waiting.clear()
            if wanted := client.wanted():
                selector.modify(sock, wanted, client)
            else:
                selector.unregister(sock)
                sock.close()
                print("client gone")


def main() -> None:
    with socket.create_server(ADDRESS) as listener, selectors.DefaultSelector() as selector:
        print("listening")
        try:
            run(listener, selector)
        finally:
            for key in selector.get_map().values():
                key.fileobj.close()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
