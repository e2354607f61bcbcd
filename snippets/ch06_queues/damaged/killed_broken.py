import threading
import time
from multiprocessing import Pipe, Process, Queue


def produce(queue, size, done=None):
    queue.put("x" * size)
    if done:
        done.send("the other process has put something small")


def main() -> None:
    queue, (receiver, sender) = Queue(), Pipe(duplex=False)
    first = Process(target=produce, args=(queue, 1_000_000))
    first.start()
    while queue.empty():
        time.sleep(0.01)
    # 送了一半，还有一半送不进去 | a part has been sent, the rest does not fit
    first.kill()
    first.join()

    other = Process(target=produce, args=(queue, 10, sender))
    other.start()
    print(receiver.recv())
    other.join(timeout=1)
    print("other process still waits to send it:", other.is_alive())
    other.kill()
    other.join()

    getter = threading.Thread(target=queue.get, kwargs={"timeout": 0.5}, daemon=True)
    begin = time.monotonic()
    getter.start()
    getter.join(timeout=2)
    seconds = time.monotonic() - begin
    print(f"get(timeout=0.5) still waits after {seconds:.2f} s:", getter.is_alive())


if __name__ == "__main__":
    main()
