import time
from multiprocessing import Event, Lock, Process


def hold(lock, held):
    with lock:
        held.set()
        time.sleep(60)


def show(end):
    lock, held = Lock(), Event()
    process = Process(target=hold, args=(lock, held))
    process.start()
    held.wait()
    end(process)
    process.join()
    print(f"the holder ended with exit code {process.exitcode}")
    print(f"main gets the lock: {lock.acquire(timeout=0.5)}")


def main() -> None:
    show(Process.kill)
    show(Process.terminate)


if __name__ == "__main__":
    main()
