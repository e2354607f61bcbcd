import hashlib
import multiprocessing as mp
import os
import threading
import time

PATIENCE = 20  # 秒 | seconds


def count() -> None:
    for _ in range(3_000_000):
        pass


def digest() -> None:
    hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 200_000)


def work(task, cpus: set[int], start, report) -> None:
    os.sched_setaffinity(0, cpus)  # 只许在这些处理器上运行 | may run on these CPUs only
    start.wait(PATIENCE)
    begin, used = time.monotonic(), time.thread_time()
    task()
    report.put((begin, time.monotonic(), time.thread_time() - used))


def measure(title: str, kind, task, cpus: set[int]) -> None:
    start, report = mp.Barrier(2), mp.SimpleQueue()
    workers = [kind(target=work, args=(task, cpus, start, report)) for _ in range(2)]
    for worker in workers:
        worker.start()
    begins, ends, used = zip(*(report.get() for _ in workers), strict=True)
    for worker in workers:
        worker.join()
    ratio = sum(used) / (max(ends) - min(begins))
    print(f"{title}: {ratio:.2f} seconds of CPU time in a second")


def main() -> None:
    one, *others = sorted(os.sched_getaffinity(0))
    measure("two processes, one CPU", mp.Process, count, {one})
    measure("two processes, all CPUs", mp.Process, count, {one, *others})
    measure("two threads, all CPUs", threading.Thread, count, {one, *others})
    measure("two threads, outside the GIL", threading.Thread, digest, {one, *others})


if __name__ == "__main__":
    main()
