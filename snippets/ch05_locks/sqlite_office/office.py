import sqlite3
import time
from contextlib import closing
from multiprocessing import Process

BUYERS = 8


def connect():
    # 最多等 30 秒，事务由我们来开 | waits 30 seconds at most; we begin transactions ourselves
    return closing(sqlite3.connect("office.sqlite", timeout=30, isolation_level=None))


def look(database):
    return database.execute("SELECT count FROM tickets").fetchone()[0]


def buy():
    with connect() as database:
        database.execute("BEGIN IMMEDIATE")
        count = look(database)
        # 足够别人也来读，要是进得来 | time enough for others to read, could they come in
        time.sleep(0.05)
        if count > 0:
            database.execute("UPDATE tickets SET count = ?", (count - 1,))
        database.execute("COMMIT")
    print("sold" if count > 0 else "sold out", flush=True)


def main() -> None:
    with connect() as database:
        database.execute("CREATE TABLE tickets (count INTEGER)")
        database.execute("INSERT INTO tickets VALUES (5)")
    processes = [Process(target=buy) for _ in range(BUYERS)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    with connect() as database:
        print(f"{look(database)} left")


if __name__ == "__main__":
    main()
