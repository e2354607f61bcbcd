import sys
from multiprocessing import Process

sys.tracebacklimit = 0  # 只显示最后一行 | show the last line only


def main() -> None:
    process = Process(target=print, args=("hello",))
    process.join()
    process.start()


if __name__ == "__main__":
    main()
