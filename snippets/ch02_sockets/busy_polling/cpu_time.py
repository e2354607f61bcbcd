import contextlib
import select
import socket
import threading
import time

DELAY = 0.5  # 秒 | seconds


def poll(sock: socket.socket) -> None:
    sock.setblocking(False)
    while True:  # 错：一直问，一直问 | wrong: asks and asks
        with contextlib.suppress(BlockingIOError):
            sock.recv(1)
            return


def block(sock: socket.socket) -> None:
    sock.recv(1)


def wait_for_event(sock: socket.socket) -> None:
    select.select([sock], [], [])
    sock.recv(1)


def main() -> None:
    for wait in (poll, block, wait_for_event):
        left, right = socket.socketpair()
        with left, right:
            threading.Timer(DELAY, left.send, [b"x"]).start()
            start, start_cpu = time.perf_counter(), time.thread_time()
            wait(right)
            cpu, waited = time.thread_time() - start_cpu, time.perf_counter() - start
            print(f"{wait.__name__}: waited {waited:.2f} s, computed for {cpu:.6f} s")


if __name__ == "__main__":
    main()
