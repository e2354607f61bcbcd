import warnings
from multiprocessing import Process, Queue


def take(queue):
    print("the child took", queue.get(), flush=True)


def main() -> None:
    queue = Queue()
    with warnings.catch_warnings(record=True) as caught:
        # 平时看不见这个警告 | this warning is not shown by default
        warnings.simplefilter("always")
        queue.put("an item")
        # put() 已经启动了一个线程 | put() has started a thread
        process = Process(target=take, args=(queue,))
        process.start()
        process.join()
    print("warnings:", len(caught))
    for warning in caught:
        print(f"{warning.category.__name__}: {warning.message}")


if __name__ == "__main__":
    main()
