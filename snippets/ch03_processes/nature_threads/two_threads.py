import os
import threading
import time

WORK = 0.2  # 秒，处理器时间 | seconds of CPU time


def niceness(thread_id: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, thread_id)


def work(report: dict) -> None:
    me = threading.get_native_id()
    os.setpriority(os.PRIO_PROCESS, me, niceness(me) + 5)
    while time.thread_time() < WORK:
        pass
    report.update(pid=os.getpid(), id=me, nice=niceness(me), cpu=time.thread_time())


def main() -> None:
    me, report = threading.get_native_id(), {}
    thread = threading.Thread(target=work, args=(report,))
    before = time.thread_time()
    thread.start()
    thread.join()
    waiting = time.thread_time() - before
    print("one process:", report["pid"] == os.getpid())
    print("one memory: the thread's report is in my dictionary")
    print("two entries for the scheduler:", report["id"] != me)
    print("two priorities, the difference is", report["nice"] - niceness(me))
    print("two accounts of CPU time, mine is smaller:", waiting < report["cpu"])


if __name__ == "__main__":
    main()
