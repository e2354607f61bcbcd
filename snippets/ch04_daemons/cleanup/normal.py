import multiprocessing
import pathlib
import time

LOCK = pathlib.Path("work.lock")
RESULT = pathlib.Path("result.txt")


def work(ready):
    LOCK.touch()
    with RESULT.open("w") as result:
        try:
            result.write("42\n")
            ready.send("ready")
            time.sleep(1)
        finally:
            LOCK.unlink()
            print("child: cleaned up")


def main():
    reader, writer = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(writer,))
    process.start()
    reader.recv()
    print("main: the last line")


if __name__ == "__main__":
    main()
