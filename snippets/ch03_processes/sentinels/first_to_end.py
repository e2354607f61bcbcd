from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection, wait


def child(conn: Connection) -> None:
    conn.recv()


def main() -> None:
    conns, running = {}, {}
    for name in ("first", "second", "third"):
        conns[name], theirs = Pipe()
        process = Process(target=child, args=(theirs,), name=name)
        process.start()
        running[process.sentinel] = process
    print("ended so far:", wait(running, timeout=0))
    for name in ("second", "third", "first"):
        conns[name].send("you may end")
        for sentinel in wait(running):
            process = running.pop(sentinel)
            process.join()
            print(process.name, "has ended with exit code", process.exitcode)


if __name__ == "__main__":
    main()
