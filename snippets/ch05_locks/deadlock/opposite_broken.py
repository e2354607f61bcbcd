import os
import signal
import traceback
from multiprocessing import Barrier, Lock, Process, current_process


def tell(_signal, frame):
    # 最上面是锁的代码，它下面是我们的 | on top is the lock's code, below it ours
    line = traceback.extract_stack(frame)[-2].line
    print(f"{current_process().name} hangs in: {line}", flush=True)
    os._exit(1)


def transfer(locks, source, target, both_hold_one):
    signal.signal(signal.SIGTERM, tell)
    name = current_process().name
    with locks[source]:
        print(f"{name} holds {source}, wants {target}", flush=True)
        both_hold_one.wait()
        with locks[target]:
            print(f"{name} holds both", flush=True)


def main() -> None:
    locks, both_hold_one = [Lock(), Lock()], Barrier(3)
    processes = [
        Process(name="first", target=transfer, args=(locks, 0, 1, both_hold_one)),
        Process(name="second", target=transfer, args=(locks, 1, 0, both_hold_one)),
    ]
    for process in processes:
        process.start()
    both_hold_one.wait()
    for process in processes:
        process.join(timeout=1)
        print(f"{process.name} is alive: {process.is_alive()}")
    for process in processes:
        process.terminate()
        process.join()


if __name__ == "__main__":
    main()
