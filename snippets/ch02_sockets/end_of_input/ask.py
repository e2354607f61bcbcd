import contextlib
import sys


def main() -> None:
    for line in sys.stdin:
        print(f"you said {line.strip()!r}")
    print("the input has ended")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
