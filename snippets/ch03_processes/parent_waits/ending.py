import os
import sys
from multiprocessing import Pipe, Process, parent_process


def work(conn):
    conn.send("ready")
    conn.recv()
    # 父进程已经没有事可做，看它走不走 | the parent has nothing left to do: does it go?
    parent_process().join(timeout=1)
    print("the parent is there:", parent_process().is_alive())


def main(how):
    ours, theirs = Pipe()
    Process(target=work, args=(theirs,)).start()
    ours.recv()
    print("last line of the main process", flush=True)
    ours.send("go on")
    if how == "abrupt":
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
