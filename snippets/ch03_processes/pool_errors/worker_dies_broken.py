import multiprocessing
import os
from multiprocessing import Pool


def main():
    with Pool(1) as pool:
        # 进程突然没了，像被内核杀掉一样 | the process is suddenly gone, as if the kernel killed it
        lost = pool.apply_async(os._exit, (1,))
        try:
            lost.get(timeout=1)
        except multiprocessing.TimeoutError:
            print("no answer")
        print("the next task:", pool.apply(abs, (-1,)))
        print("the lost one is ready:", lost.ready())


if __name__ == "__main__":
    main()
