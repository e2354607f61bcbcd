import multiprocessing as mp
import os
import resource
import time

ENOUGH = 3


def compute(me: int, put_aside) -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # 两个抢一个处理器 | two want one CPU
    before = resource.getrusage(resource.RUSAGE_SELF).ru_nivcsw
    while min(put_aside) < ENOUGH:
        put_aside[me] = resource.getrusage(resource.RUSAGE_SELF).ru_nivcsw - before
    if put_aside[me] >= ENOUGH:
        print(f"computing: put aside {ENOUGH} times or more, against its will")


def main() -> None:
    put_aside = mp.Array("i", 2, lock=False)
    children = [mp.Process(target=compute, args=(me, put_aside)) for me in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw
    for _ in range(ENOUGH):
        time.sleep(0.01)
    if resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw >= before + ENOUGH:
        print(f"sleeping {ENOUGH} times: gave up the CPU {ENOUGH} times or more, by itself")


if __name__ == "__main__":
    main()
