import json
from multiprocessing import Barrier, Process, SimpleQueue
from pathlib import Path

FILE = Path("tickets.json")
BUYERS = 8


def buy(all_have_read, sales):
    count = json.loads(FILE.read_text("utf-8"))["count"]
    # 别人也可能正好走到这里 | others may be here at this very moment
    all_have_read.wait()
    if count > 0:
        FILE.write_text(json.dumps({"count": count - 1}), "utf-8")
    sales.put(count > 0)


def main() -> None:
    FILE.write_text('{"count": 1}', "utf-8")
    all_have_read, sales = Barrier(BUYERS), SimpleQueue()
    processes = [Process(target=buy, args=(all_have_read, sales)) for _ in range(BUYERS)]
    for process in processes:
        process.start()
    sold = sum(sales.get() for _ in processes)
    for process in processes:
        process.join()
    print(f"1 ticket, {BUYERS} buyers, {sold} sold")
    print(f"the file says {FILE.read_text('utf-8')}")


if __name__ == "__main__":
    main()
