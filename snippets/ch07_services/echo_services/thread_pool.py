import contextlib
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

ADDRESS = ("127.0.0.1", 9701)
LONGEST = 1000  # 字节，一行 | bytes in a line
IDLE_SECONDS, MAX_CLIENTS = map(int, sys.argv[1:] or (60, 20))


def answer(line):
    return line.decode(errors="replace").upper().encode()


def serve(conn, clients):
    with contextlib.suppress(OSError), conn, conn.makefile("rb") as lines:
        conn.settimeout(IDLE_SECONDS)
        while (line := lines.readline(LONGEST)).endswith(b"\n"):
            conn.sendall(answer(line))
    clients.discard(conn)


def main():
    places, clients = threading.Semaphore(MAX_CLIENTS), set()
    with socket.create_server(ADDRESS) as listener, ThreadPoolExecutor(MAX_CLIENTS) as pool:
        print("listening")
        try:
            while True:
                places.acquire()
                conn, _ = listener.accept()
                clients.add(conn)
                pool.submit(serve, conn, clients).add_done_callback(lambda _: places.release())
        finally:
            # 不挂断，池就要等每个人自己走 | without this the pool waits until each one leaves
            for conn in clients.copy():
                with contextlib.suppress(OSError):
                    conn.shutdown(socket.SHUT_RDWR)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
