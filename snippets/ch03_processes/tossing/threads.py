import os
import resource
import sys
import threading
import time

TOSSES = 100
PATIENCE = 20  # 秒 | seconds


def pauses() -> int:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_nvcsw + used.ru_nivcsw


def play(me: int, cpu: int, ball: list[int], start: threading.Barrier) -> None:
    os.sched_setaffinity(0, {cpu})  # 只管这一个线程 | for this thread only
    start.wait(PATIENCE)
    for _ in range(TOSSES // 2):
        while ball[0] != me:
            pass
        ball[0] = 1 - me


def main() -> None:
    ball, start = [0], threading.Barrier(2)
    cpus = sorted(os.sched_getaffinity(0))[:2]
    players = [
        threading.Thread(target=play, args=(me, cpu, ball, start)) for me, cpu in enumerate(cpus)
    ]
    before, begin = pauses(), time.monotonic()
    for player in players:
        player.start()
    for player in players:
        player.join()
    took, paused = time.monotonic() - begin, pauses() - before
    # 3.13 之前没有不带 GIL 的 Python | before 3.13 there was no Python without the GIL
    print("GIL enabled:", getattr(sys, "_is_gil_enabled", lambda: True)())
    print(f"each on a CPU of its own: {TOSSES} tosses in {took:.4f} s")
    print("  a pause for every toss:", paused + 2 >= TOSSES)


if __name__ == "__main__":
    main()
