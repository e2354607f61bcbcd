import sys
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from pathlib import Path

ADDRESS = ("127.0.0.1", 9310)


def main():
    key = Path(sys.argv[1] if sys.argv[1:] else "secret.key").read_bytes()
    try:
        with Client(ADDRESS, authkey=key) as conn:
            print("received:", conn.recv())
            conn.send({"from": "小明", "numbers": [1, 2]})
    except AuthenticationError as error:
        sys.exit(f"AuthenticationError: {error}")


if __name__ == "__main__":
    main()
