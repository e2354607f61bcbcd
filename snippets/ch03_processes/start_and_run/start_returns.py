from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection


def child(place: str, conn: Connection) -> None:
    conn.recv()
    print(f"I was started {place}")
    conn.send("done")


def main() -> None:
    conns, processes = [], []
    for place in ("first", "second"):
        ours, theirs = Pipe()
        process = Process(target=child, args=(place, theirs))
        process.start()
        conns.append(ours)
        processes.append(process)
    print("both are started, none has spoken")
    # 后启动的先说 | the one started last speaks first
    for conn in reversed(conns):
        conn.send("speak")
        conn.recv()
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
