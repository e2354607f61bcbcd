from multiprocessing import Lock, Pool


def work(lock):
    with lock:
        return "done"


def main():
    with Pool(2) as pool:
        try:
            print(pool.map(work, [Lock()]))
        except RuntimeError as error:
            print(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
