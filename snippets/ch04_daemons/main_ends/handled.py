import multiprocessing
import signal
import sys


def leave(number, _frame):
    sys.exit(128 + number)


def work(ready):
    inherited = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    print("daemon: inherited the handler:", inherited is leave)
    ready.send("ready")
    multiprocessing.parent_process().join()
    print("daemon: the main process is gone, I am still here")


def main():
    signal.signal(signal.SIGTERM, leave)
    reader, writer = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(writer,), daemon=True)
    process.start()
    reader.recv()
    print(f"main: daemon {process.pid} is working, here comes SIGTERM")
    signal.raise_signal(signal.SIGTERM)


if __name__ == "__main__":
    main()
