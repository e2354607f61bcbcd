from multiprocessing import Process, Queue


def produce(queue, size):
    queue.put("x" * size)


def main() -> None:
    queue = Queue()
    for size, deadline in ((1_000, None), (1_000_000, 1)):
        process = Process(target=produce, args=(queue, size))
        process.start()
        process.join(deadline)
        print(f"{size} characters: after join(), exit code {process.exitcode}")
        print(f"received {len(queue.get())}")
        process.join()
        print(f"joined again: exit code {process.exitcode}")


if __name__ == "__main__":
    main()
