import multiprocessing
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection


def daemon(conn: Connection) -> None:
    conn.recv()


def main() -> None:
    _ours, theirs = Pipe()
    p = Process(target=daemon, args=(theirs,), daemon=True)
    p.start()
    p = Process(target=print, args=("the second one is done",))
    p.start()
    p.join()
    print("not joined:", *(child.name for child in multiprocessing.active_children()))


if __name__ == "__main__":
    main()
