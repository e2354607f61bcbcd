import multiprocessing
from multiprocessing import Process


def child() -> None:
    try:
        multiprocessing.current_process().join()
    except AssertionError as error:
        print("itself:", error)


def main() -> None:
    process = Process(target=child)
    try:
        process.join()
    except AssertionError as error:
        print("not started:", error)
    process.start()
    process.join()
    print("the first time: exit code", process.exitcode)
    print("a second time: returns", process.join())


if __name__ == "__main__":
    main()
