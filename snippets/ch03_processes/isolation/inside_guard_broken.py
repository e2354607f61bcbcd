import sys
from multiprocessing import Process

# 出错时只显示异常本身 | of an error, show the exception alone
sys.tracebacklimit = 0


def work():
    global n  # 这就是要看的 | this is the point
    n -= 100
    print(f"in work(): n is {n}")


if __name__ == "__main__":
    n = 100
    child = Process(target=work)
    child.start()
    child.join()
    print(f"after a process: n is {n}, exit code {child.exitcode}")
