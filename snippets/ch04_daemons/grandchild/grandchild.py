import multiprocessing
import subprocess
import sys
import time


def daemon(ready):
    with subprocess.Popen([sys.executable, "grandchild.py", "grandchild"], stdin=subprocess.PIPE):
        ready.send("ready")
        time.sleep(60)
    print("daemon: cleaned up")


def grandchild():
    # 守护进程一死，管道就断 | the pipe breaks when the daemon dies
    sys.stdin.read()
    print("grandchild: the daemon is gone, I am still here")


def main():
    reader, writer = multiprocessing.Pipe(duplex=False)
    multiprocessing.Process(target=daemon, args=(writer,), daemon=True).start()
    reader.recv()
    print("main: the last line")


if __name__ == "__main__":
    if "grandchild" in sys.argv:
        grandchild()
    else:
        main()
