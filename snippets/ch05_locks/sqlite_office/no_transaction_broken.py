import sqlite3
from contextlib import closing
from multiprocessing import Barrier, Process


def connect():
    return closing(sqlite3.connect("office.sqlite", timeout=30, isolation_level=None))


def look(database):
    return database.execute("SELECT count FROM tickets").fetchone()[0]


def buy(both_have_read):
    with connect() as database:
        count = look(database)
        both_have_read.wait()
        if count > 0:
            database.execute("UPDATE tickets SET count = ?", (count - 1,))
    print("sold" if count > 0 else "sold out", flush=True)


def main() -> None:
    with connect() as database:
        database.execute("CREATE TABLE tickets (count INTEGER)")
        database.execute("INSERT INTO tickets VALUES (1)")
    both_have_read = Barrier(2)
    processes = [Process(target=buy, args=(both_have_read,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    with connect() as database:
        print(f"{look(database)} left")


if __name__ == "__main__":
    main()
