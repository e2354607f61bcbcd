import inspect
from multiprocessing import Process


def main() -> None:
    print(f"Process{inspect.signature(Process)}")
    try:
        Process(kwargs=None)
    except TypeError as error:
        print("kwargs=None:", error)
    else:
        print("kwargs=None: accepted")


if __name__ == "__main__":
    main()
