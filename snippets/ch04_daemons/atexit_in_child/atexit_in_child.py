import atexit
import multiprocessing
import sys
import time


def work(ready):
    atexit.register(print, "child: at exit")
    ready.send("ready")
    if multiprocessing.current_process().daemon:
        time.sleep(60)


def main(daemon):
    reader, writer = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(writer,), daemon=daemon)
    process.start()
    reader.recv()
    print(f"main: the last line; the child is a daemon: {daemon}")


if __name__ == "__main__":
    main("daemon" in sys.argv)
