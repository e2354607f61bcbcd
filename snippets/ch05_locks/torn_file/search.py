import json
from multiprocessing import Event, Lock, Process
from pathlib import Path

FILE = Path("tickets.json")


def buy(lock, opened, go_on):
    with lock:
        draft = FILE.with_suffix(".draft")
        with draft.open("w", encoding="utf-8") as file:
            opened.set()
            go_on.wait()
            json.dump({"count": 4}, file)
        draft.replace(FILE)


def search():
    try:
        return json.loads(FILE.read_text("utf-8"))
    except json.JSONDecodeError as error:
        return f"{type(error).__name__}: {error}"


def main() -> None:
    FILE.write_text('{"count": 5}', "utf-8")
    lock, opened, go_on = Lock(), Event(), Event()
    process = Process(target=buy, args=(lock, opened, go_on))
    process.start()
    opened.wait()
    print("without the lock:", search())
    go_on.set()
    with lock:
        print("with the lock:", search())
    process.join()


if __name__ == "__main__":
    main()
