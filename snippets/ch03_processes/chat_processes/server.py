import contextlib
import signal
import socket
import sys
from multiprocessing import Process, active_children
from multiprocessing.connection import wait

ADDRESS = ("127.0.0.1", 9301)
MAX_CLIENTS = 3
TIMEOUT = 60  # 秒，等一次收或发 | seconds for one receive or send
LONGEST = 4096  # 字符，一行 | characters in a line


def talk(listener, conn, name, timeout):
    # Ctrl-C 由父进程处理 | Ctrl-C is the parent's business
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # fork 把它也复制过来了 | fork has copied this too
    listener.close()
    conn.settimeout(timeout)
    try:
        with conn, conn.makefile(encoding="utf-8", errors="replace", newline="\n") as lines:
            while (line := lines.readline(LONGEST)).endswith("\n"):
                conn.sendall(line.upper().encode())
        print(f"{name} is done")
    except OSError as error:
        print(f"{name} is gone: {error}")


def admit(listener, conn, name, timeout):
    if len(active_children()) >= MAX_CLIENTS:
        conn.sendall(b"busy, try again later\n")
        print(f"{name} is refused")
        return
    conn.sendall(b"welcome\n")
    Process(target=talk, args=(listener, conn, name, timeout), daemon=True).start()
    print(f"{name} has a process")


def main():
    timeout = float(sys.argv[1]) if sys.argv[1:] else TIMEOUT
    stop, stopped = socket.socketpair()
    # 异常可能碰巧被吞掉，消息不会 | an exception may happen to get lost, a message not
    signal.signal(signal.SIGINT, lambda *_: stop.send(b"!"))
    with stop, stopped, socket.create_server(ADDRESS) as listener:
        print("listening")
        ready = []
        while stopped not in ready:
            if listener in ready:
                conn, (host, port) = listener.accept()
                # 父进程的那一份要关 | the parent closes its own copy
                with conn, contextlib.suppress(ConnectionError):
                    admit(listener, conn, f"{host}:{port}", timeout)
            # 已经结束的子进程在这里收走 | those that have ended are reaped here
            sentinels = [child.sentinel for child in active_children()]
            ready = wait([listener, stopped, *sentinels])


if __name__ == "__main__":
    main()
