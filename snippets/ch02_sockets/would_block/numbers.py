import errno
import os

NAMES = ["EAGAIN", "EWOULDBLOCK", "EINPROGRESS"]


def main() -> None:
    for name in NAMES:
        number = getattr(errno, name)
        exception = type(OSError(number, os.strerror(number)))
        print(f"{name}: {number}, {exception.__name__}")


if __name__ == "__main__":
    main()
