import time
from multiprocessing import Lock, Pipe, Process
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Lock as LockType


def child(lock: LockType, conn: Connection) -> None:
    with lock:
        conn.send("I have the lock")
        time.sleep(600)


def main() -> None:
    lock = Lock()
    ours, theirs = Pipe()
    process = Process(target=child, args=(lock, theirs))
    process.start()
    print(ours.recv())
    process.terminate()
    process.join()
    print("exit code", process.exitcode)
    print("main gets the lock:", lock.acquire(timeout=1))


if __name__ == "__main__":
    main()
