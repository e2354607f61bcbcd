import sys
from multiprocessing import Lock, Pipe, Process


def report(kind, error, _traceback):
    print(f"child: {kind.__name__}: {error}", flush=True)


def wait_for_main(receiver):
    sys.excepthook = report
    # 管道的另一头关闭时返回 | returns when the other end of the pipe is closed
    receiver.poll(None)


# 解开它要等主进程关闭管道 | unpickling it takes until the main process closes the pipe
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
    lock = Lock()
    process = Process(target=work, args=(Late(receiver), lock))
    process.start()
    sender.close()
    process.join()
    print("main: the end")


if __name__ == "__main__":
    main()
