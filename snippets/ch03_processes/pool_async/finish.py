from multiprocessing import Pool
from pathlib import Path
from time import sleep


def write(name):
    sleep(2)
    Path(name).write_text("done", encoding="utf-8")


def main():
    with Pool(2) as pool:
        result = pool.apply_async(write, ("report.txt",))
        # 不再收新任务，等手上的做完 | no new tasks, and wait for those at hand
        pool.close()
        pool.join()
    print("ready:", result.ready())
    print("written:", Path("report.txt").exists())


if __name__ == "__main__":
    main()
