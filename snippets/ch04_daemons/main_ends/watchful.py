import multiprocessing
import os
import signal
import threading
import time


def leave_with_main():
    multiprocessing.parent_process().join()
    print("daemon: the main process is gone, I leave too")
    os._exit(1)


def work(ready):
    threading.Thread(target=leave_with_main, daemon=True).start()
    ready.send("ready")
    time.sleep(60)


def main():
    reader, writer = multiprocessing.Pipe(duplex=False)
    for _ in range(2):
        process = multiprocessing.Process(target=work, args=(writer,), daemon=True)
        process.start()
        reader.recv()
        print(f"main: daemon {process.pid} is working")
    print("main: here comes SIGKILL")
    signal.raise_signal(signal.SIGKILL)


if __name__ == "__main__":
    main()
