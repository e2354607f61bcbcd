import os
from multiprocessing import Process


def job() -> None:
    print("the job runs in", os.getpid())


def main() -> None:
    print("main runs in", os.getpid())
    process = Process(target=job)
    process.run()
    print("after run(): pid", process.pid, "alive", process.is_alive())
    try:
        process.join()
    except AssertionError as error:
        print("join():", error)
    process.start()
    process.join()
    print("after start(): pid", process.pid)


if __name__ == "__main__":
    main()
