from multiprocessing import Process, Queue

PRODUCERS, CONSUMERS, ITEMS = 2, 3, 10


def produce(tasks, first):
    for number in range(first, first + ITEMS):
        tasks.put(number)


def consume(tasks, results):
    while (number := tasks.get()) is not None:
        results.put((number, number * number))


def main() -> None:
    tasks, results = Queue(maxsize=4), Queue()
    producers = [Process(target=produce, args=(tasks, ITEMS * index)) for index in range(PRODUCERS)]
    consumers = [Process(target=consume, args=(tasks, results)) for _ in range(CONSUMERS)]
    for process in producers + consumers:
        process.start()
    # 生产者都放完了，才放哨兵 | no sentinel before all producers have put everything
    for process in producers:
        process.join()
    for _ in consumers:
        tasks.put(None)
    # 先取完，再等消费者结束 | take everything before waiting for the consumers
    squares = dict(results.get() for _ in range(PRODUCERS * ITEMS))
    print(f"{len(squares)} squares, {sum(squares.values())} together")
    for process in consumers:
        process.join()


if __name__ == "__main__":
    main()
