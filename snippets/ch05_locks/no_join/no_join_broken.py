import sys
from multiprocessing import Lock, Pipe, Process, util


def report(kind, error, _traceback):
    print(f"child: {kind.__name__}: {error}", flush=True)


def wait_for_main(receiver):
    sys.excepthook = report
    # 管道的另一头关闭时返回 | returns when the other end of the pipe is closed
    receiver.poll(None)


# 解开它要等主进程收尾 | unpickling it takes until the main process cleans up
class Late:
    def __init__(self, receiver):
        self.receiver = receiver

    def __reduce__(self):
        return wait_for_main, (self.receiver,)


def work(_late, lock):
    with lock:
        print("child: got the lock", flush=True)


def main() -> None:
    receiver, sender = Pipe(duplex=False)
    # 后登记的先清理：先是锁，再是管道 | the last comes first: the lock, then the pipe
    util.Finalize(None, sender.close, exitpriority=0)
    lock = Lock()
    process = Process(target=work, args=(Late(receiver), lock))
    process.start()
    print("main: the end")


if __name__ == "__main__":
    main()
