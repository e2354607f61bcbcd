import threading
from multiprocessing import Lock, Process
from pathlib import Path
from pickle import PicklingError


class Holder(Process):
    def __init__(self, thing):
        super().__init__()
        self.thing = thing

    def run(self):
        pass


def attempt(what, thing):
    child = Holder(thing)
    try:
        child.start()
    except (AttributeError, PicklingError, TypeError) as error:
        message = str(error).partition(" at 0x")[0]
        print(f"{what}: {type(error).__name__}: {message}")
    else:
        child.join()
        print(f"{what}: exit code {child.exitcode}")


def main():
    attempt("lambda", lambda: 1)
    attempt("generator", (n for n in range(3)))
    with Path(__file__).open(encoding="utf-8") as file:
        attempt("open file", file)
    attempt("lock of threading", threading.Lock())
    attempt("lock of multiprocessing", Lock())


if __name__ == "__main__":
    main()
