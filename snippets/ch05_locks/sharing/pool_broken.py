from multiprocessing import Lock, Pool


def work(lock):
    with lock:
        return "done"


def main() -> None:
    lock = Lock()
    with Pool(2) as pool:
        try:
            pool.map(work, [lock, lock])
        except RuntimeError as error:
            print(error)


if __name__ == "__main__":
    main()
