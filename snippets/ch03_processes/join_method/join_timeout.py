from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection


def child(conn: Connection) -> None:
    conn.recv()


def main() -> None:
    ours, theirs = Pipe()
    process = Process(target=child, args=(theirs,))
    process.start()
    returned = process.join(timeout=0.1)
    print(f"join(): {returned}, is_alive(): {process.is_alive()}, exitcode: {process.exitcode}")
    ours.send("you may end")
    returned = process.join(timeout=60)
    print(f"join(): {returned}, is_alive(): {process.is_alive()}, exitcode: {process.exitcode}")


if __name__ == "__main__":
    main()
