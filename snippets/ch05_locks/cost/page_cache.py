import time
from pathlib import Path

FILE = Path("tickets.json")
TIMES = 100


def fetched_from_disk():
    lines = Path("/proc/self/io").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("read_bytes"))


def main() -> None:
    begin = time.perf_counter()
    for number in range(TIMES):
        FILE.write_text(f'{{"count": {number}}}', "utf-8")
    written = time.perf_counter()
    fetched = fetched_from_disk()
    for _ in range(TIMES):
        FILE.read_text("utf-8")
    fetched = fetched_from_disk() - fetched
    print(f"{TIMES} times written: {written - begin:.4f} s")
    print(f"{TIMES} times read: {time.perf_counter() - written:.4f} s")
    print(f"fetched from the disk: {fetched} bytes")


if __name__ == "__main__":
    main()
