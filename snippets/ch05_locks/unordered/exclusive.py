import os
from multiprocessing import Barrier, Lock, Process
from threading import BrokenBarrierError


def work(lock, all_running):
    with lock:
        print(f"{os.getpid()} is running", flush=True)
        try:
            # 在锁里等别人，等不到 | inside the lock one waits for the others in vain
            all_running.wait(timeout=0.5)
        except BrokenBarrierError:
            print(f"{os.getpid()} is alone", flush=True)
        print(f"{os.getpid()} is done", flush=True)


def main() -> None:
    lock = Lock()
    all_running = Barrier(3)
    processes = [Process(target=work, args=(lock, all_running)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
