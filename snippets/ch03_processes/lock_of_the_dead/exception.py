import sys
from multiprocessing import Lock, Process
from multiprocessing.synchronize import Lock as LockType

sys.tracebacklimit = 0  # 只显示最后一行 | show the last line only


def child(lock: LockType) -> None:
    with lock:
        raise RuntimeError("failed with the lock in hand")


def main() -> None:
    lock = Lock()
    process = Process(target=child, args=(lock,))
    process.start()
    process.join()
    print("exit code", process.exitcode)
    print("main gets the lock:", lock.acquire(timeout=1))


if __name__ == "__main__":
    main()
