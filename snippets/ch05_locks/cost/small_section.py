import time
from multiprocessing import Barrier, Event, Lock, Process, RawValue

BUYERS = 8


def buy(lock, count, ready, gate, together):
    ready.wait()
    gate.wait()
    # 网络的延迟 | the delay of a network
    time.sleep(0.2)
    # 所有人都在这里，谁也没有等谁 | all are here: nobody has waited for anybody
    if together.wait() == 0:
        print(f"all {BUYERS} have waited", flush=True)
    with lock:
        if count.value > 0:
            count.value -= 1


def main() -> None:
    lock, count = Lock(), RawValue("i", 1)
    ready, gate, together = Barrier(BUYERS + 1), Event(), Barrier(BUYERS)
    arguments = (lock, count, ready, gate, together)
    processes = [Process(target=buy, args=arguments) for _ in range(BUYERS)]
    for process in processes:
        process.start()
    ready.wait()
    begin = time.perf_counter()
    gate.set()
    for process in processes:
        process.join()
    seconds = time.perf_counter() - begin
    print(f"{BUYERS} buyers, 1 ticket, {count.value} left: {seconds:.2f} s")


if __name__ == "__main__":
    main()
