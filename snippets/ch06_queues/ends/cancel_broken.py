import queue
import threading
from multiprocessing import Process, Queue


class Slow:
    # 送货的线程停在这里 | the feeder thread stays here
    def __reduce__(self):
        threading.Event().wait()


def produce(results):
    results.put(Slow())
    results.put("a result")
    # 退出时不等送货的线程 | does not wait for the feeder thread at exit
    results.cancel_join_thread()


def main() -> None:
    results = Queue()
    process = Process(target=produce, args=(results,))
    process.start()
    process.join()
    print("exit code", process.exitcode)
    try:
        print(results.get(timeout=0.5))
    except queue.Empty:
        print("nothing came")


if __name__ == "__main__":
    main()
