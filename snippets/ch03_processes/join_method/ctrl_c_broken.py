import sys
import time
from multiprocessing import Process

sys.tracebacklimit = 0  # 只显示最后一行 | show the last line only


def child() -> None:
    print("child: working")
    time.sleep(600)


def main() -> None:
    process = Process(target=child)
    process.start()
    try:
        print("main: waiting in join()")
        process.join()
    except KeyboardInterrupt:
        process.join()
        print("main: interrupted in join(), and the child has ended")


if __name__ == "__main__":
    main()
