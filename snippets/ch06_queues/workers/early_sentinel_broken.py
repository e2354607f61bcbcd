from multiprocessing import Event, Process, Queue

CONSUMERS = 3


def produce(tasks, name, my_turn, next_turn):
    my_turn.wait()
    for number in range(4):
        tasks.put(f"{name} {number}")
    # 我放完了，你们可以走了？ | I am done: may you all go?
    for _ in range(CONSUMERS):
        tasks.put(None)
    tasks.close()
    tasks.join_thread()
    next_turn.set()


def consume(tasks, results):
    while (item := tasks.get()) is not None:
        results.put(item)
    # 这个消费者走了 | this consumer leaves
    results.put(None)


def main() -> None:
    tasks, results = Queue(), Queue()
    turns = [Event(), Event(), Event()]
    processes = [
        Process(target=produce, args=(tasks, name, *turns[index : index + 2]))
        for index, name in enumerate(["apple", "pear"])
    ]
    processes += [Process(target=consume, args=(tasks, results)) for _ in range(CONSUMERS)]
    for process in processes:
        process.start()
    turns[0].set()
    done, left = [], CONSUMERS
    while left:
        item = results.get()
        if item is None:
            left -= 1
        else:
            done.append(item)
    print("all consumers have left; done:", sorted(done))
    print("nobody takes", [tasks.get() for _ in range(4)])
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
