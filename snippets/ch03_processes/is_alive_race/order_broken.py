import sys
from multiprocessing import Event, Process


class MyProcess(Process):
    def __init__(self, arg, may_print, has_printed, may_end):
        super().__init__()
        self.arg = arg
        self.may_print = may_print
        self.has_printed = has_printed
        self.may_end = may_end

    def run(self):
        self.may_print.wait()
        print(self.arg)
        self.has_printed.set()
        self.may_end.wait()


def main(first):
    may_print, has_printed, may_end = Event(), Event(), Event()
    child = MyProcess(123, may_print, has_printed, may_end)
    child.start()
    # 谁先轮到，平时由系统决定；这里由参数决定 | who comes first is up to the system, here to us
    if first == "child":
        may_print.set()
        has_printed.wait()
    print(child.is_alive())
    print(child.is_alive())
    may_print.set()
    may_end.set()
    child.join()


if __name__ == "__main__":
    main(sys.argv[1])
