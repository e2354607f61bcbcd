import contextlib
import selectors
import socket
import sys
import time

ADDRESS = ("127.0.0.1", 9701)
LONGEST = 1000  # 字节，一行 | bytes in a line
IDLE_SECONDS, MAX_CLIENTS = map(int, sys.argv[1:] or (60, 20))


def answer(line):
    return line.decode(errors="replace").upper().encode()


class Client:
    def __init__(self, conn):
        self.conn, self.received, self.unsent, self.ended = conn, b"", b"", False
        self.deadline = time.monotonic() + IDLE_SECONDS

    def serve(self):
        # 此刻收不到、送不出，就接着等 | what cannot be received or sent now is waited for
        with contextlib.suppress(BlockingIOError):
            # 上一批回答没有送完，就不收新的 | takes nothing new until all answers have been taken
            if not self.unsent:
                self.receive()
            self.unsent = self.unsent[self.conn.send(self.unsent) :]
            self.deadline = time.monotonic() + IDLE_SECONDS
        if self.unsent:
            return selectors.EVENT_WRITE
        return 0 if self.ended else selectors.EVENT_READ

    def receive(self):
        data = self.conn.recv(LONGEST)
        *lines, self.received = (self.received + data).split(b"\n")
        self.ended = not data or max(map(len, [*lines, self.received])) >= LONGEST
        self.unsent = b"".join(answer(line + b"\n") for line in lines if len(line) < LONGEST)


def accept(listener, selector):
    # 来客可能已经走了 | whoever came may have left again
    with contextlib.suppress(OSError):
        conn, _ = listener.accept()
        conn.setblocking(False)
        selector.register(conn, selectors.EVENT_READ, Client(conn))


def hang_up(client, selector):
    selector.unregister(client.conn)
    client.conn.close()


def serve(client, selector):
    try:
        wanted = client.serve()
    except OSError:
        wanted = 0
    if wanted:
        selector.modify(client.conn, wanted, client)
    else:
        hang_up(client, selector)


def run(listener, selector):
    while True:
        clients = [key.data for key in selector.get_map().values() if key.data]
        # 满了，新来的就排在队里 | when it is full, whoever comes next stays in the queue
        if len(clients) < MAX_CLIENTS and listener not in selector.get_map():
            selector.register(listener, selectors.EVENT_READ)
        if len(clients) == MAX_CLIENTS and listener in selector.get_map():
            selector.unregister(listener)
        now = time.monotonic()
        next_deadline = min((client.deadline for client in clients), default=now + IDLE_SECONDS)
        for key, _ in selector.select(max(0, next_deadline - now)):
            if key.fileobj is listener:
                accept(listener, selector)
            else:
                serve(key.data, selector)
        for client in clients:
            if client.deadline <= time.monotonic() and client.conn in selector.get_map():
                hang_up(client, selector)


def main():
    with socket.create_server(ADDRESS) as listener, selectors.DefaultSelector() as selector:
        print("listening")
        listener.setblocking(False)
        try:
            run(listener, selector)
        finally:
            for key in selector.get_map().values():
                key.fileobj.close()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
