import contextlib
import multiprocessing
import multiprocessing.connection
import os
import time
from multiprocessing import Process
from pathlib import Path


def state(process: Process) -> str:
    try:
        stat = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return "gone"
    return stat.rpartition(") ")[2][0]


def wait_for_the_end(process: Process) -> None:
    multiprocessing.connection.wait([process.sentinel])
    # 派生服务进程的孩子不归我们等 | what the fork server started is not ours to wait for
    with contextlib.suppress(ChildProcessError):
        # 等它结束，但不收走 | wait for its end without reaping it
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)


def main() -> None:
    first, second, third = (Process(target=time.sleep, args=(0,)) for _ in range(3))
    first.start()
    wait_for_the_end(first)
    print("first ended:", state(first))
    multiprocessing.active_children()
    print("after active_children():", state(first))

    second.start()
    wait_for_the_end(second)
    print("second ended:", state(second))
    third.start()
    print("after the start of the third:", state(second))
    third.join()

    terminated = Process(target=time.sleep, args=(600,))
    terminated.start()
    terminated.terminate()
    wait_for_the_end(terminated)
    print("terminated:", state(terminated))
    terminated.join()
    print("after join():", state(terminated))


if __name__ == "__main__":
    main()
