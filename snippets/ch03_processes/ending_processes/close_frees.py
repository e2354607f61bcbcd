from multiprocessing import Process
from pathlib import Path


def descriptors() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def end_one() -> Process:
    process = Process()
    process.start()
    process.join()
    return process


def main() -> None:
    end_one()
    before = descriptors()
    kept = [end_one() for _ in range(10)]
    print("ten kept: at least ten descriptors more:", descriptors() - before >= len(kept))
    for process in kept:
        process.close()
    print("ten closed: descriptors more:", descriptors() - before)
    for _ in range(10):
        end_one()
    print("ten not kept: descriptors more:", descriptors() - before)


if __name__ == "__main__":
    main()
