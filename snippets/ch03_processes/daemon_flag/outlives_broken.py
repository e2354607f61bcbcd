import os
import signal
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection


def daemon(conn: Connection) -> None:
    conn.send("ready")
    conn.recv()
    conn.send("runs on")


def parent(how: str, conn: Connection, go: Connection) -> None:
    Process(target=daemon, args=(conn,), daemon=True).start()
    go.recv()
    if how == "os._exit(0)":
        os._exit(0)
    if how == "SIGKILL":
        signal.raise_signal(signal.SIGKILL)


def main() -> None:
    for how in ("return", "os._exit(0)", "SIGKILL"):
        ours, theirs = Pipe()
        go, tell = Pipe(duplex=False)
        process = Process(target=parent, args=(how, theirs, go))
        process.start()
        theirs.close()
        ours.recv()
        tell.send("end")
        process.join()
        try:
            ours.send("and you?")
            answer = ours.recv()
        except (BrokenPipeError, ConnectionResetError, EOFError):
            answer = "is gone"
        print(f"parent: {how}, daemon: {answer}")


if __name__ == "__main__":
    main()
