import os
from multiprocessing import Process, current_process


def job() -> None:
    print(f"{current_process().name} is {os.getpid()}")


def main() -> None:
    job()
    for process in (Process(target=job), Process(target=job, name="worker")):
        process.start()
        process.join()
    twin = Process(target=job, name="worker")
    print("the next without a name:", Process().name)
    twin.start()
    twin.join()


if __name__ == "__main__":
    main()
