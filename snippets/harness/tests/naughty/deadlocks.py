"""Waits for itself in a child process and in the parent."""

from multiprocessing import Lock, Process


def take_twice(lock):
    """Take a lock that is not reentrant twice."""
    with lock:
        print("taken once")
        with lock:
            print("taken twice")


if __name__ == "__main__":
    lock = Lock()
    child = Process(target=take_twice, args=(lock,))
    child.start()
    child.join()
