import multiprocessing as mp
from pathlib import Path


def wait(end) -> None:
    end.wait()


def show(moment: str, child: mp.Process) -> None:
    print(f"{moment}: pid {child.pid}, alive: {child.is_alive()}, exit code {child.exitcode}")


def main() -> None:
    end = mp.Event()
    child = mp.Process(target=wait, args=(end,))
    show("before start()", child)
    child.start()
    show("after start()", child)
    end.set()
    child.join()
    show("after join()", child)
    print(f"the program is still there: {Path(__file__).name}")


if __name__ == "__main__":
    main()
