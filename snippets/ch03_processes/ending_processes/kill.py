import signal
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection


def child(conn: Connection) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        conn.send("I am here")
        conn.recv()


def main() -> None:
    ours, theirs = Pipe()
    process = Process(target=child, args=(theirs,))
    process.start()
    print("after start():", ours.recv())
    process.terminate()
    ours.send("and now?")
    print("after terminate():", ours.recv())
    process.kill()
    process.join()
    print("after kill(): exit code", process.exitcode)


if __name__ == "__main__":
    main()
