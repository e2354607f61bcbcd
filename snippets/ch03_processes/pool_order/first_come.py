from multiprocessing import Event, Pool

FIRST, LAST = 0, 2

shared = {}


def prepare(gate):
    shared["gate"] = gate


def work(number):
    # 2 号放行 0 号；只有两个进程，那时 1 号必已交卷 | when 2 lets 0 go on, 1 has long been done
    if number == FIRST:
        shared["gate"].wait()
    if number == LAST:
        shared["gate"].set()
    return number


def main():
    for name in ("map", "imap", "imap_unordered"):
        with Pool(2, initializer=prepare, initargs=(Event(),)) as pool:
            results = getattr(pool, name)(work, range(3), chunksize=1)
            # 全部取完才离开 with | leave the block only when all have been fetched
            first, *_ = results
        print(f"{name}: first result {first}")


if __name__ == "__main__":
    main()
