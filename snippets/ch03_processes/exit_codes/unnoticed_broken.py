import sys
from multiprocessing import Process

sys.tracebacklimit = 0  # 只显示最后一行 | show the last line only


def main() -> None:
    processes = [Process(target=int, args=(text,)) for text in ("1", "two", "three")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("all done")


if __name__ == "__main__":
    main()
