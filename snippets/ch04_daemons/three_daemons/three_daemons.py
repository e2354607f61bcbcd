import multiprocessing
import os
import subprocess
import sys
import threading
import time


def work(ready):
    ready.send(os.getpid())
    try:
        time.sleep(60)
    finally:
        print("cleaned up")


def service():
    # 主进程一结束，管道就断 | the pipe breaks when the main process ends
    sys.stdin.read()
    print("service: the main process is gone, I am still here")


def describe(name, pid):
    process = pid == os.getpid()
    session = os.getsid(pid) == os.getsid(0)
    print(f"{name}: in my process: {process}, in my session: {session}")


def main():
    reader, writer = multiprocessing.Pipe(duplex=False)
    daemons = [
        multiprocessing.Process(target=work, args=(writer,), name="daemon process", daemon=True),
        threading.Thread(target=work, args=(writer,), name="daemon thread", daemon=True),
    ]
    for daemon in daemons:
        daemon.start()
        describe(daemon.name, reader.recv())
    unix = subprocess.Popen(
        [sys.executable, "three_daemons.py", "service"],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    describe("service", unix.pid)
    print("main: the last line")


if __name__ == "__main__":
    if "service" in sys.argv:
        service()
    else:
        main()
