from multiprocessing import Process, Queue


def produce(queue, size):
    queue.put("x" * size)


def main() -> None:
    queue = Queue()
    for size in (1_000, 1_000_000):
        process = Process(target=produce, args=(queue, size))
        process.start()
        print(f"received {len(queue.get())}")
        process.join()
        print(f"after join(), exit code {process.exitcode}")


if __name__ == "__main__":
    main()
