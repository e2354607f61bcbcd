import sys
from multiprocessing import Process

sys.tracebacklimit = 0  # 只显示最后一行 | show the last line only


def greet(name: str) -> None:
    print("hello", name)


def main() -> None:
    process = Process(target=greet, args=("bob"))
    process.start()
    process.join()
    print("exit code", process.exitcode)


if __name__ == "__main__":
    main()
