from collections import Counter
from multiprocessing import Lock, Process, SimpleQueue

ROUNDS = 20


def work(number, lock, got):
    with lock:
        got.put(number)


def one_round():
    lock, got = Lock(), SimpleQueue()
    processes = [Process(target=work, args=(number, lock, got)) for number in range(3)]
    for process in processes:
        process.start()
    order = tuple(got.get() for _ in processes)
    for process in processes:
        process.join()
    return order


def main() -> None:
    orders = Counter(one_round() for _ in range(ROUNDS))
    for order, times in orders.most_common():
        print(f"{order}: {times} of {ROUNDS}")


if __name__ == "__main__":
    main()
