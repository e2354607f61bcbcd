import os
import signal
import sys
import time
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def work(conn, slower):
    if slower == "child":
        # 信号先压着，好像还没轮到它 | keep the signal waiting, as if it had no turn yet
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    conn.send("ready")
    conn.recv()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])


def main(slower):
    ours, theirs = Pipe()
    child = Process(target=work, args=(theirs, slower))
    child.start()
    ours.recv()
    end = os.pidfd_open(child.pid)
    child.terminate()
    if slower == "parent":
        # 好像轮到父进程时，子进程已经没了 | as if the child were gone when the parent has its turn
        wait([end])
        wait([child.sentinel])
    else:
        time.sleep(0.5)
    print("after terminate:", child.is_alive())
    ours.send("go on")
    child.join()
    print("after join:", child.is_alive(), child.exitcode)
    os.close(end)


if __name__ == "__main__":
    main(sys.argv[1])
