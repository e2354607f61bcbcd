import os
import signal
import sys
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
    # 父进程慢，好像轮到它时子进程已经没了 | slow parent: as if the child were gone by then
    seconds = 0.25 if slower == "child" else None
    for sign in (end, child.sentinel):
        wait([sign], seconds)
    print("after terminate:", child.is_alive())
    ours.send("go on")
    child.join()
    print("after join:", child.is_alive(), child.exitcode)


if __name__ == "__main__":
    main(sys.argv[1])
