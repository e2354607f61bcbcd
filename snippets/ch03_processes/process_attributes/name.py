from multiprocessing import Process, current_process
from pathlib import Path


def child() -> None:
    print("name:", current_process().name)
    known_as = Path("/proc/self/comm").read_text(encoding="utf-8").strip()
    print("the system knows it as worker:", known_as == "worker")


def main() -> None:
    process = Process(target=child)
    process.name = "worker"
    process.start()
    process.join()
    process.name = "retired worker"
    print("even later:", process.name)
    try:
        process.name = 5
    except AssertionError as error:
        print("name = 5:", error)
    print("Process(name=5):", repr(Process(name=5).name))


if __name__ == "__main__":
    main()
