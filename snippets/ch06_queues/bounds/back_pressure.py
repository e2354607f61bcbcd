import queue
from multiprocessing import Event, Process, Queue


def produce(tasks, has_to_wait):
    for number in range(4):
        try:
            tasks.put_nowait(number)
        except queue.Full:
            print(f"{number} has to wait", flush=True)
            has_to_wait.set()
            tasks.put(number)
        print(f"{number} is in", flush=True)


def main() -> None:
    tasks, has_to_wait = Queue(maxsize=3), Event()
    process = Process(target=produce, args=(tasks, has_to_wait))
    process.start()
    # 满了才开始取 | takes nothing before it is full
    has_to_wait.wait()
    print("full:", tasks.full())
    print("taken:", [tasks.get() for _ in range(4)])
    process.join()


if __name__ == "__main__":
    main()
