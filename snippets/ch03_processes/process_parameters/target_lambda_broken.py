from multiprocessing import Process
from pickle import PicklingError


def main() -> None:
    process = Process(target=lambda: print("the lambda ran"))
    try:
        process.start()
        process.join()
    except (AttributeError, PicklingError) as error:
        print(f"start() failed: {type(error).__name__}")


if __name__ == "__main__":
    main()
