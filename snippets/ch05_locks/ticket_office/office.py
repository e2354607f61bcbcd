import json
import os
from multiprocessing import Lock, Process
from pathlib import Path

FILE = Path("tickets.json")
BUYERS = 8


def load():
    with FILE.open(encoding="utf-8") as file:
        return json.load(file)["count"]


def save(count):
    draft = FILE.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        json.dump({"count": count}, file)
        file.flush()
        # 先让内容到硬盘，再换名字 | the content is on the disk before it gets the name
        os.fsync(file.fileno())
    draft.replace(FILE)


def buy(lock):
    with lock:
        count = load()
        if count > 0:
            save(count - 1)
    print("sold" if count > 0 else "sold out", flush=True)


def main() -> None:
    save(5)
    lock = Lock()
    processes = [Process(target=buy, args=(lock,)) for _ in range(BUYERS)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"{load()} left, exit codes", [process.exitcode for process in processes])


if __name__ == "__main__":
    main()
