import contextlib
import json
from multiprocessing import AuthenticationError
from multiprocessing.connection import Listener
from pathlib import Path

ADDRESS = ("127.0.0.1", 9311)
LONGEST = 4096  # 字节，一条消息 | bytes in a message


def main():
    key = Path("secret.key").read_bytes()
    with Listener(ADDRESS, authkey=key) as listener:
        print("listening")
        while True:
            try:
                with listener.accept() as conn:
                    # 字节就是字节，不会变成别的 | bytes are bytes and turn into nothing else
                    print("received:", json.loads(conn.recv_bytes(LONGEST)))
            # 套得太深的 JSON 是 RecursionError | JSON nested too deep: RecursionError
            except (ValueError, RecursionError) as error:
                print(f"refused: {type(error).__name__}")
            except (AuthenticationError, OSError, EOFError) as error:
                print(f"gone: {type(error).__name__}")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
