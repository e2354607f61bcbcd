import tracemalloc
from multiprocessing import Queue

MIB = 1024 * 1024


def main() -> None:
    tracemalloc.start()
    queue = Queue()
    for _ in range(50):
        queue.put(bytes(MIB))
    # 没有人取，put() 却一次也没有等 | nobody takes anything, and no put() has waited
    held = tracemalloc.get_traced_memory()[0]
    print(f"at least 49 MiB are in this process: {held >= 49 * MIB}")
    # 不要在退出时等它们送完 | do not wait at exit for them to be sent
    queue.cancel_join_thread()


if __name__ == "__main__":
    main()
