import fcntl
import time
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path


def child(conn: Connection) -> None:
    with Path("lock").open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        conn.send("I have the lock")
        time.sleep(600)


def main() -> None:
    ours, theirs = Pipe()
    process = Process(target=child, args=(theirs,))
    process.start()
    print(ours.recv())
    with Path("lock").open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("main has to wait")
        process.terminate()
        process.join()
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        print("after terminate(): main gets the lock")


if __name__ == "__main__":
    main()
