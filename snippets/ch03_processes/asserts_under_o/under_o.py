import subprocess
import sys
from collections.abc import Callable
from multiprocessing import Process


def attempt(what: str, action: Callable[..., object], *args: object) -> None:
    try:
        action(*args)
    except (AssertionError, AttributeError) as error:
        print(f"{what}: {type(error).__name__}: {error}")
    else:
        print(f"{what}: accepted")


def daemon() -> None:
    process = Process(target=print, args=("the child of a daemon runs",))
    attempt("a daemon starts a child", process.start)
    if process.pid is not None:
        process.join()


def main() -> None:
    print("asserts are checked:", __debug__)
    attempt("print as the first argument", Process, print)
    attempt("join before start", Process().join)
    process = Process(target=daemon, daemon=True)
    process.start()
    attempt("daemon after start", setattr, process, "daemon", True)
    process.join()


if __name__ == "__main__":
    main()
    if __debug__:
        subprocess.run([sys.executable, "-O", "under_o.py"], check=True)
