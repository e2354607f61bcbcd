import signal
import sys
import time
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from types import FrameType


def stop(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def child(conn: Connection) -> None:
    signal.signal(signal.SIGTERM, stop)
    try:
        conn.send("ready")
        time.sleep(600)
    finally:
        # 收拾多久，由它自己决定 | how long it takes to tidy up is its own affair
        conn.recv()


def main() -> None:
    ours, theirs = Pipe()
    process = Process(target=child, args=(theirs,))
    process.start()
    ours.recv()
    process.terminate()
    print("after terminate(): alive", process.is_alive())
    ours.send("all tidy")
    process.join()
    print("after join(): alive", process.is_alive(), "exit code", process.exitcode)


if __name__ == "__main__":
    main()
