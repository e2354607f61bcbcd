import time
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection


def child(conn: Connection) -> None:
    try:
        conn.send("ready")
        time.sleep(600)
    except KeyboardInterrupt:
        print("interrupted, tidying up")


def main() -> None:
    ours, theirs = Pipe()
    process = Process(target=child, args=(theirs,))
    process.start()
    ours.recv()
    process.interrupt()
    process.join()
    print("exit code", process.exitcode)


if __name__ == "__main__":
    main()
