import time
from multiprocessing import Event, Lock, Process


def hold(lock, held):
    with lock:
        held.set()
        time.sleep(60)


def main() -> None:
    lock, held = Lock(), Event()
    process = Process(target=hold, args=(lock, held))
    process.start()
    held.wait()
    process.kill()
    process.join()
    print(f"the holder ended with exit code {process.exitcode}")
    print(f"main gets the lock: {lock.acquire(timeout=0.5)}")


if __name__ == "__main__":
    main()
