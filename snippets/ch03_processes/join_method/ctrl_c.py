import time
from multiprocessing import Process


def child() -> None:
    try:
        print("child: working")
        time.sleep(600)
    except KeyboardInterrupt:
        print("child: interrupted, tidying up")


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
