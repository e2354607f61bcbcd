import contextlib
import os
import sys
from pathlib import Path


def main() -> None:
    print(f"process {os.getpid()} runs {Path(__file__).name}")
    total = 0
    for line in sys.stdin:
        total += int(line)
        print("total:", total)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
