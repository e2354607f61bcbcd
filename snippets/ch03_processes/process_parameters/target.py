import os
from multiprocessing import Process


def job() -> None:
    print("the target runs in", os.getpid())


def main() -> None:
    print("main runs in", os.getpid())
    with_target, without = Process(target=job), Process()
    for process in (with_target, without):
        process.start()
        process.join()
        print(f"pid {process.pid} ended with exit code {process.exitcode}")


if __name__ == "__main__":
    main()
