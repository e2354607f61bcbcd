import contextlib
import os
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection


def grandchild(conn: Connection) -> None:
    while conn.recv() != "you may end":
        conn.send(os.getppid())


def child(conn: Connection) -> None:
    process = Process(target=grandchild, args=(conn,))
    process.start()
    conn.close()
    process.join()


def main() -> None:
    ours, theirs = Pipe()
    process = Process(target=child, args=(theirs,))
    process.start()
    theirs.close()

    ours.send("who is your parent?")
    before = ours.recv()
    print("before: the grandchild's parent is the child:", before == process.pid)

    process.terminate()
    process.join()

    ours.send("who is your parent?")
    after = ours.recv()
    print("after: the grandchild answers, so it runs")
    print("after: it has the same parent as before:", after == before)

    ours.send("you may end")
    with contextlib.suppress(EOFError):
        ours.recv()


if __name__ == "__main__":
    main()
