import signal
from multiprocessing import Pool, Semaphore
from time import sleep

WORKERS = 2


def prepare(ready):
    # Ctrl-C 会送到所有进程，只让主进程理会 | Ctrl-C reaches all, only the main one shall react
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ready.release()


def main():
    ready = Semaphore(0)
    with Pool(WORKERS, initializer=prepare, initargs=(ready,)) as pool:
        for _ in range(WORKERS):
            ready.acquire()
        pending = pool.map_async(sleep, [3600] * WORKERS)
        try:
            print("working, Ctrl-C to stop")
            # 没有期限的等待可能错过 Ctrl-C | a wait without an end can miss Ctrl-C
            while not pending.ready():
                pending.wait(1)
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
