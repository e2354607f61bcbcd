import multiprocessing as mp
import os
from pathlib import Path


def compute(started, end) -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # 都在同一个处理器上 | all on one CPU
    started.put(os.getpid())
    while not end.value:
        pass


def state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]


def main() -> None:
    started, end = mp.SimpleQueue(), mp.Value("b", 0, lock=False)
    children = [mp.Process(target=compute, args=(started, end)) for _ in range(3)]
    for child in children:
        child.start()
    pids = [started.get() for _ in children]
    print("three that compute on one CPU:", [state(pid) for pid in pids])
    end.value = 1
    for child in children:
        child.join()


if __name__ == "__main__":
    main()
