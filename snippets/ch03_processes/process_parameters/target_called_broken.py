import os
from multiprocessing import Process


def job() -> None:
    print("the job runs in", os.getpid())


def main() -> None:
    print("main runs in", os.getpid())
    process = Process(target=job())
    process.start()
    process.join()
    print("exit code", process.exitcode)


if __name__ == "__main__":
    main()
