import multiprocessing
import pathlib
import signal
import sys
import time

LOCK = pathlib.Path("work.lock")
RESULT = pathlib.Path("result.txt")


def leave(_number, _frame):
    sys.exit(0)


def work(ready):
    signal.signal(signal.SIGTERM, leave)
    LOCK.touch()
    with RESULT.open("w") as result:
        try:
            result.write("42\n")
            ready.send("ready")
            time.sleep(60)
        finally:
            LOCK.unlink()
            print("child: cleaned up")


def main():
    reader, writer = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(writer,), daemon=True)
    process.start()
    reader.recv()
    print("main: the last line")


if __name__ == "__main__":
    main()
