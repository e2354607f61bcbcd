from multiprocessing import Barrier, Process
from threading import BrokenBarrierError


def work(number, barrier):
    try:
        # 三个都到了才放行 | lets all three pass once they are here
        barrier.wait(timeout=0.5)
        print(f"child {number}: all three of us run")
    except BrokenBarrierError:
        print(f"child {number}: the others do not come")


if __name__ == "__main__":
    barrier = Barrier(3)
    children = []
    for number in range(3):
        child = Process(target=work, args=(number, barrier))
        child.start()
        children.append(child)
        for each in children:
            each.join()
        print("main: joined all so far")
