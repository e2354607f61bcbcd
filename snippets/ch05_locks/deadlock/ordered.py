from multiprocessing import Barrier, Lock, Process, current_process
from threading import BrokenBarrierError


def transfer(locks, source, target, both_hold_one):
    name = current_process().name
    # 不管钱往哪边转，总是先拿编号小的 | whichever way the money goes: the lower number first
    low, high = sorted([source, target])
    with locks[low]:
        print(f"{name} holds {low}, wants {high}", flush=True)
        try:
            both_hold_one.wait(timeout=0.5)
        except BrokenBarrierError:
            print(f"{name} is alone", flush=True)
        with locks[high]:
            print(f"{name} holds both", flush=True)


def main() -> None:
    locks, both_hold_one = [Lock(), Lock()], Barrier(2)
    processes = [
        Process(name="first", target=transfer, args=(locks, 0, 1, both_hold_one)),
        Process(name="second", target=transfer, args=(locks, 1, 0, both_hold_one)),
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
