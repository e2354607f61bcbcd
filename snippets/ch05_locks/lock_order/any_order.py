from itertools import permutations
from multiprocessing import Event, Lock, Process, SimpleQueue


def work(number, may_ask, lock, got):
    # 代表一切耽搁：导入、调度、网络 | stands for any delay: imports, scheduling, a network
    may_ask.wait()
    with lock:
        got.put(number)


def one_round(arrivals):
    lock, got = Lock(), SimpleQueue()
    may_ask = [Event() for _ in range(3)]
    processes = [Process(target=work, args=(n, may_ask[n], lock, got)) for n in range(3)]
    for process in processes:
        process.start()
    order = []
    for number in arrivals:
        may_ask[number].set()
        order.append(got.get())
    for process in processes:
        process.join()
    return order


def main() -> None:
    for arrivals in permutations(range(3)):
        print("started [0, 1, 2], got the lock", one_round(arrivals))


if __name__ == "__main__":
    main()
