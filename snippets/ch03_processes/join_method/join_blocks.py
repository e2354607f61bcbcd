import threading
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection


def child(conn: Connection) -> None:
    conn.recv()


def release(conn: Connection) -> None:
    print("another thread: I go on, and release the child")
    conn.send("you may end")


def main() -> None:
    ours, theirs = Pipe()
    process = Process(target=child, args=(theirs,))
    process.start()
    thread = threading.Timer(0.2, release, args=(ours,))
    print("main thread: waits in join()")
    thread.start()
    process.join()
    print("main thread: the child has ended")
    thread.join()


if __name__ == "__main__":
    main()
