import json
import time
from multiprocessing import Event, Lock, Process
from pathlib import Path

FILE = Path("tickets.json")


def buy(lock, opened):
    with lock:
        draft = FILE.with_suffix(".draft")
        with draft.open("w", encoding="utf-8") as file:
            opened.set()
            time.sleep(60)
            json.dump({"count": 4}, file)
        draft.replace(FILE)


def main() -> None:
    FILE.write_text('{"count": 5}', "utf-8")
    lock, opened = Lock(), Event()
    process = Process(target=buy, args=(lock, opened))
    process.start()
    opened.wait()
    process.kill()
    process.join()
    print(f"the file says {FILE.read_text('utf-8')!r}")
    print(f"main gets the lock: {lock.acquire(timeout=0.5)}")


if __name__ == "__main__":
    main()
