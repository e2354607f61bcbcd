import multiprocessing
import os
from multiprocessing import Process


def child() -> None:
    print("the child is", os.getpid(), "and its parent", multiprocessing.parent_process().pid)


def main() -> None:
    print("main is", os.getpid(), "and its parent", multiprocessing.parent_process())
    process = Process(target=child)
    print("before start():", process.pid)
    process.start()
    process.join()
    print("after join():", process.pid, process.ident)


if __name__ == "__main__":
    main()
