from multiprocessing import Barrier, Process
from pathlib import Path

FILE = Path("out.txt")


def work(all_running, flush):
    with FILE.open("a", encoding="utf-8") as out:
        print("running", file=out, flush=flush)
        all_running.wait()
        print("done", file=out, flush=flush)


def show(*, flush):
    FILE.write_text("", "utf-8")
    all_running = Barrier(3)
    processes = [Process(target=work, args=(all_running, flush)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f"flush={flush}:", *FILE.read_text("utf-8").split())


def main() -> None:
    show(flush=False)
    show(flush=True)


if __name__ == "__main__":
    main()
