import contextlib
import signal
import socket
import sys
from multiprocessing import Process, active_children
from multiprocessing.connection import wait

ADDRESS = ("127.0.0.1", 9701)
LONGEST = 1000  # 字节，一行 | bytes in a line
IDLE_SECONDS, MAX_CLIENTS = map(int, sys.argv[1:] or (60, 20))


def answer(line):
    return line.decode(errors="replace").upper().encode()


def serve(conn):
    # Ctrl-C 也送到这里：当场结束，没有回溯 | Ctrl-C comes here too: an end at once, no traceback
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    with contextlib.suppress(OSError), conn, conn.makefile("rb") as lines:
        conn.settimeout(IDLE_SECONDS)
        while (line := lines.readline(LONGEST)).endswith(b"\n"):
            conn.sendall(answer(line))


def main():
    with socket.create_server(ADDRESS) as listener:
        print("listening", flush=True)
        while True:
            while len(children := active_children()) >= MAX_CLIENTS:
                wait([child.sentinel for child in children])
            conn, _ = listener.accept()
            # 子进程有自己的一份，这一份要关 | the child has its own copy: close this one
            with conn:
                # 启动到一半，Ctrl-C 要等一等 | Ctrl-C has to wait until the start is done
                signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
                Process(target=serve, args=[conn], daemon=True).start()
                signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
