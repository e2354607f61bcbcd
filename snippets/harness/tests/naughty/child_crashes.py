"""Ends well while its child crashes."""

from multiprocessing import Process

if __name__ == "__main__":
    child = Process(target=divmod, args=(1, 0))
    child.start()
    child.join()
