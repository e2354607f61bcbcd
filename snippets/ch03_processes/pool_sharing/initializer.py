from multiprocessing import Pool, Value

shared = {}


def prepare(total):
    shared["total"] = total


def add(number):
    with shared["total"].get_lock():
        shared["total"].value += number


def main():
    total = Value("i", 0)
    with Pool(2, initializer=prepare, initargs=(total,)) as pool:
        pool.map(add, range(10))
    print("total", total.value)


if __name__ == "__main__":
    main()
