"""Prints from three processes at once; each line names its writer."""

import os
from multiprocessing import Process, get_start_method


def work(number):
    """Print a few lines."""
    for turn in range(3):
        print(f"child {number} turn {turn} in {os.getpid()}")


if __name__ == "__main__":
    print(f"{get_start_method()} in {os.getpid()}")
    children = [Process(target=work, args=(number,)) for number in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print(f"joined in {os.getpid()}")
