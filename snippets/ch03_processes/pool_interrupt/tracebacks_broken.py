from multiprocessing import Pool, Semaphore
from time import sleep

WORKERS = 2

shared = {}


def prepare(working):
    shared["working"] = working


def work(seconds):
    shared["working"].release()
    sleep(seconds)


def main():
    working = Semaphore(0)
    with Pool(WORKERS, initializer=prepare, initargs=(working,)) as pool:
        pending = pool.map_async(work, [3600] * WORKERS)
        for _ in range(WORKERS):
            working.acquire()
        try:
            print("working, Ctrl-C to stop")
            # 没有期限的等待可能错过 Ctrl-C | a wait without an end can miss Ctrl-C
            while not pending.ready():
                pending.wait(1)
        except KeyboardInterrupt:
            # 停一停，让你看到别的进程说了什么 | a pause, to see what the others say
            input("press Enter\n")


if __name__ == "__main__":
    main()
