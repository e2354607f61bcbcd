import json
import time
from multiprocessing import Lock, Process, SimpleQueue
from pathlib import Path

FILE = Path("tickets.json")
BUYERS = 8


def buy(lock, sales):
    with lock:
        count = json.loads(FILE.read_text("utf-8"))["count"]
        # 没有锁，这里足够别人也来读 | without the lock, time enough for others to read, too
        time.sleep(0.1)
        if count > 0:
            FILE.write_text(json.dumps({"count": count - 1}), "utf-8")
    sales.put(count > 0)


def main() -> None:
    FILE.write_text('{"count": 5}', "utf-8")
    lock, sales = Lock(), SimpleQueue()
    processes = [Process(target=buy, args=(lock, sales)) for _ in range(BUYERS)]
    for process in processes:
        process.start()
    sold = sum(sales.get() for _ in processes)
    for process in processes:
        process.join()
    print(f"5 tickets, {BUYERS} buyers, {sold} sold")
    print(f"the file says {FILE.read_text('utf-8')}")


if __name__ == "__main__":
    main()
