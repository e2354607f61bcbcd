from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection


def child(conn: Connection) -> None:
    print("child heard:", conn.recv())


def main() -> None:
    ours, theirs = Pipe()
    process = Process(target=child, args=(theirs,))
    print(process)
    process.start()
    print(process)
    ours.send("you may end")
    process.join()
    print(process)
    process.close()
    print(process)


if __name__ == "__main__":
    main()
