import signal
import sys
import time
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType


def stop(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def child(conn: Connection) -> None:
    signal.signal(signal.SIGTERM, stop)
    with Path("log.txt").open("w", encoding="utf-8") as log:
        try:
            print("working", file=log)
            conn.send("ready")
            time.sleep(600)
        finally:
            print("tidied up", file=log)


def main() -> None:
    ours, theirs = Pipe()
    process = Process(target=child, args=(theirs,))
    process.start()
    ours.recv()
    process.terminate()
    process.join()
    print("exit code", process.exitcode)
    print("log.txt:", Path("log.txt").read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    main()
