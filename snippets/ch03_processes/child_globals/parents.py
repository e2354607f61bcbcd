import os
from multiprocessing import Process, parent_process


def work(main_pid):
    print("os.getppid() is the main process:", os.getppid() == main_pid)
    print("parent_process().pid is the main process:", parent_process().pid == main_pid)


if __name__ == "__main__":
    child = Process(target=work, args=(os.getpid(),))
    child.start()
    child.join()
