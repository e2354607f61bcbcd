import multiprocessing
import time
from multiprocessing import Process


def main() -> None:
    p = Process(target=time.sleep, args=(600,), daemon=True)
    p.start()
    p = Process(target=print, args=("the second one is done",))
    p.start()
    p.join()
    print("not joined:", *(child.name for child in multiprocessing.active_children()))


if __name__ == "__main__":
    main()
