from multiprocessing import Event, Lock, Pipe, Process
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event as EventType
from multiprocessing.synchronize import Lock as LockType


def child(lock: LockType, stop: EventType, conn: Connection) -> None:
    with lock:
        conn.send("I have the lock")
        stop.wait()


def main() -> None:
    lock, stop = Lock(), Event()
    ours, theirs = Pipe()
    process = Process(target=child, args=(lock, stop, theirs))
    process.start()
    print(ours.recv())
    print("main gets the lock meanwhile:", lock.acquire(timeout=0.1))
    stop.set()
    process.join()
    print("exit code", process.exitcode)
    print("main gets the lock:", lock.acquire(timeout=1))


if __name__ == "__main__":
    main()
