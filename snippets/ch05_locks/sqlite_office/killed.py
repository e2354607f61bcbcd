import sqlite3
import time
from contextlib import closing
from multiprocessing import Event, Process


def connect():
    return closing(sqlite3.connect("office.sqlite", timeout=30, isolation_level=None))


def buy(written):
    with connect() as database:
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE tickets SET count = count - 1")
        written.set()
        time.sleep(60)


def main() -> None:
    with connect() as database:
        database.execute("CREATE TABLE tickets (count INTEGER)")
        database.execute("INSERT INTO tickets VALUES (5)")
    written = Event()
    process = Process(target=buy, args=(written,))
    process.start()
    written.wait()
    process.kill()
    process.join()
    with connect() as database:
        database.execute("BEGIN IMMEDIATE")
        count = database.execute("SELECT count FROM tickets").fetchone()[0]
        database.execute("ROLLBACK")
    print(f"main may write; {count} left")


if __name__ == "__main__":
    main()
