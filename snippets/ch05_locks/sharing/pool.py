from multiprocessing import Lock, Pool

shared = {}


def remember(lock):
    shared["lock"] = lock


def work(number):
    with shared["lock"]:
        return f"{number} is done"


def main() -> None:
    with Pool(2, initializer=remember, initargs=(Lock(),)) as pool:
        print(pool.map(work, range(3)))


if __name__ == "__main__":
    main()
