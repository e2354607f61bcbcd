import json
from multiprocessing.connection import Client
from pathlib import Path

ADDRESS = ("127.0.0.1", 9311)


def main():
    with Client(ADDRESS, authkey=Path("secret.key").read_bytes()) as conn:
        conn.send_bytes(json.dumps({"from": "小明", "numbers": [1, 2]}).encode())


if __name__ == "__main__":
    main()
