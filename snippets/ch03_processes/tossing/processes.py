import multiprocessing as mp
import os
import resource
import time

PATIENCE = 20  # 秒 | seconds


def pauses() -> int:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_nvcsw + used.ru_nivcsw


def play(me: int, cpu: int, tosses: int, table: tuple) -> None:
    ball, start, report = table
    os.sched_setaffinity(0, {cpu})  # 只许在这个处理器上运行 | may run on this CPU only
    start.wait(PATIENCE)
    before, begin = pauses(), time.monotonic()
    for _ in range(tosses):
        while ball.value != me:  # 等球，但不让出处理器 | waits for the ball, but keeps the CPU
            pass
        ball.value = 1 - me
    report.put((pauses() - before, time.monotonic() - begin))


def game(title: str, cpus: list[int], tosses: int) -> None:
    ball, start, report = mp.Value("i", 0, lock=False), mp.Barrier(2), mp.SimpleQueue()
    table = (ball, start, report)
    players = [
        mp.Process(target=play, args=(me, cpu, tosses // 2, table)) for me, cpu in enumerate(cpus)
    ]
    for player in players:
        player.start()
    paused, took = zip(*(report.get() for _ in players), strict=True)
    for player in players:
        player.join()
    print(f"{title}: {tosses} tosses in {max(took):.4f} s")
    print("  a pause for every toss:", sum(paused) + 2 >= tosses)


def main() -> None:
    one, other, *_ = sorted(os.sched_getaffinity(0))
    game("both on one CPU", [one, one], 100)
    game("each on a CPU of its own", [one, other], 10_000)


if __name__ == "__main__":
    main()
