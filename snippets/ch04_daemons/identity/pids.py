import multiprocessing
import os


def introduce():
    name = multiprocessing.current_process().name
    print(f"child: I am {os.getpid()}, {name}")


def main():
    print(f"main: I am {os.getpid()}, {multiprocessing.current_process().name}")
    default = multiprocessing.Process(target=introduce)
    twins = [multiprocessing.Process(target=introduce, name="nezha") for _ in range(2)]
    print("main: before start(), pid is", default.pid)
    for process in [default, *twins]:
        process.start()
    for process in [default, *twins]:
        process.join()
        print(f"main: {process.pid} was {process.name}")


if __name__ == "__main__":
    main()
