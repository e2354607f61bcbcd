import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def main():
    with ProcessPoolExecutor(max_workers=1) as executor:
        lost = executor.submit(os._exit, 1)
        print("error:", type(lost.exception()).__name__)
        try:
            executor.submit(abs, -1)
        except BrokenProcessPool:
            print("no further tasks")


if __name__ == "__main__":
    main()
