from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection


def daemon(conn: Connection) -> None:
    print("daemon: started")
    conn.send("ready")
    conn.recv()
    print("daemon: never gets here")


def worker(conn: Connection) -> None:
    try:
        conn.recv()
    except EOFError:
        print("worker: the daemon is gone, I still work")


def main() -> None:
    ours, theirs = Pipe()
    Process(target=daemon, args=(theirs,), daemon=True).start()
    theirs.close()
    ours.recv()
    Process(target=worker, args=(ours,)).start()
    print("main: no more code")


if __name__ == "__main__":
    main()
