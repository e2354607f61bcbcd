from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection


def child(conn: Connection) -> None:
    conn.recv()


def main() -> None:
    ours, theirs = Pipe()
    process = Process(target=child, args=(theirs,))
    process.start()
    try:
        process.close()
    except ValueError as error:
        print("while it runs:", error)
    ours.send("you may end")
    process.join()
    process.close()
    try:
        print(process.exitcode)
    except ValueError as error:
        print("after close():", error)
    print("close() may be repeated:", process.close())


if __name__ == "__main__":
    main()
