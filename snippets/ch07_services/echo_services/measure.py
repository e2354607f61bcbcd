import contextlib
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ADDRESS = ("127.0.0.1", 9701)
ONE_BY_ONE = ["blocking_loop"]
AT_ONCE = ["processes", "threads", "thread_pool", "event_loop", "coroutines"]
CLIENTS = 20
# 占得越少，要越多个才量得准 | the less one takes, the more of them it needs
IDLE_CLIENTS = {"processes": 20} | dict.fromkeys(AT_ONCE[1:], 500)


@contextlib.contextmanager
def running(name):
    command = [sys.executable, "-u", f"{name}.py", "60", "1000"]
    # 自己一个会话：Ctrl-C 只到测量程序 | a session of its own: Ctrl-C comes to this program alone
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as server:
        ending = signal.SIGKILL  # 还没启动完，没有要收拾的 | not started yet: nothing to tidy up
        try:
            if not server.stdout.readline():
                raise ChildProcessError(f"{name}.py has not started")
            ending = signal.SIGINT
            yield server.pid
        finally:
            server.send_signal(ending)
            # Popen 只等四分之一秒 | on Ctrl-C, Popen itself waits a quarter of a second
            server.wait()


@contextlib.contextmanager
def connected(number):
    with contextlib.ExitStack() as stack:
        socks = [
            stack.enter_context(socket.create_connection(ADDRESS, timeout=10))
            for _ in range(number)
        ]
        ask(socks, 1)
        yield socks


def ask(socks, times):
    for _ in range(times):
        for sock in socks:
            sock.sendall(b"hello\n")
        for sock in socks:
            if sock.recv(6, socket.MSG_WAITALL) != b"HELLO\n":
                raise ConnectionError("no answer")


def visit():
    with connected(1):
        pass


def best_time(action, *arguments):
    seconds = []
    # 最快的一次，受别的程序影响最小 | the best time is the least disturbed by others
    for _ in range(100):
        begin = time.perf_counter()
        action(*arguments)
        seconds.append(time.perf_counter() - begin)
    return min(seconds) * 1000


def memory(pid):
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
        threads = Path(f"/proc/{pid}/task").glob("*/children")
        children = " ".join(thread.read_text("utf-8") for thread in threads).split()
    # 刚刚结束的进程没有内存 | a process that has just ended has none
    except (FileNotFoundError, ProcessLookupError):
        return 0
    kib = sum(int(line.split()[1]) for line in lines if line.startswith("Pss_Anon:"))
    return kib + sum(map(memory, children))


def main():
    idle, alone, together, visits = {}, {}, {}, {}
    for name in ONE_BY_ONE + AT_ONCE:
        with running(name) as pid:
            with connected(1) as client:
                alone[name] = best_time(ask, client, CLIENTS)
            visits[name] = best_time(visit)
            if name in AT_ONCE:
                with connected(CLIENTS) as clients:
                    together[name] = best_time(ask, clients, 1)
                    before = memory(pid)
                    with connected(IDLE_CLIENTS[name]):
                        idle[name] = (memory(pid) - before) / IDLE_CLIENTS[name]
    print("memory for an idle client")
    for name, kib in idle.items():
        print(f"  {name:<14}{kib:8.1f} KiB")
    for title, times in {
        f"{CLIENTS} answers to 1 client": alone,
        f"1 answer to each of {CLIENTS} clients": together,
        "one visit": visits,
    }.items():
        print(title)
        for name, milliseconds in times.items():
            print(f"  {name:<14}{milliseconds:8.3f} ms")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
