import fcntl
import time
from multiprocessing import Event, Process
from pathlib import Path

FILE = Path("office.lock")


def hold(held):
    with FILE.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        held.set()
        time.sleep(60)


def main() -> None:
    held = Event()
    process = Process(target=hold, args=(held,))
    process.start()
    held.wait()
    with FILE.open("w") as same_file:
        try:
            fcntl.flock(same_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("the holder lives: main does not get the lock")
        process.kill()
        process.join()
        print(f"the holder ended with exit code {process.exitcode}")
        fcntl.flock(same_file, fcntl.LOCK_EX)
        print("main gets the lock")


if __name__ == "__main__":
    main()
