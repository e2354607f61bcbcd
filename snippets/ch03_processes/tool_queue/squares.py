from multiprocessing import Process, Queue

WORKERS = 2


def work(tasks, results):
    # 取到 None 就收工 | None says that there is no more work
    while (number := tasks.get()) is not None:
        results.put((number, number * number))


def main():
    tasks = Queue()
    results = Queue()
    workers = [Process(target=work, args=(tasks, results)) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for number in range(10):
        tasks.put(number)
    for _ in workers:
        tasks.put(None)
    squares = dict(results.get() for _ in range(10))
    # 先取完，再等待 | first fetch everything, then wait
    for worker in workers:
        worker.join()
    print(sorted(squares.items()))


if __name__ == "__main__":
    main()
