import time
from multiprocessing import Process

CHILDREN = 5


def run(join_inside):
    start = time.perf_counter()
    children = []
    for _ in range(CHILDREN):
        child = Process(target=time.sleep, args=(0.3,))
        child.start()
        children.append(child)
        if join_inside:
            child.join()
    for child in children:
        child.join()
    return time.perf_counter() - start


if __name__ == "__main__":
    # 第一次启动还要准备辅助进程，不计 | the first start also prepares helpers: not counted
    warm_up = Process(target=time.sleep, args=(0,))
    warm_up.start()
    warm_up.join()
    print(f"join inside the loop: {run(join_inside=True):.2f} s")
    print(f"join after the loop: {run(join_inside=False):.2f} s")
