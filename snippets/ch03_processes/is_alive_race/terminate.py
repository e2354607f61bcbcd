import time
from multiprocessing import Process


def main():
    child = Process(target=time.sleep, args=(3600,))
    print("before start:", child.is_alive(), child.exitcode)
    child.start()
    print("after start:", child.is_alive(), child.exitcode)
    child.terminate()
    child.join()
    print("after terminate and join:", child.is_alive(), child.exitcode)


if __name__ == "__main__":
    main()
