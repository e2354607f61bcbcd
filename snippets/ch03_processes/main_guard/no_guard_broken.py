import sys
from multiprocessing import Process


def show(kind, error, _trace):
    # 只显示异常本身，不要空行 | the exception alone, without its empty lines
    lines = f"{kind.__name__}: {error}".splitlines()
    print(*filter(str.strip, lines), sep="\n", file=sys.stderr)


def work():
    print("the child works")


sys.excepthook = show
print("the file runs as", __name__)
child = Process(target=work)
try:
    child.start()
except ConnectionError:
    sys.exit("start() failed: the fork server is dead")
child.join()
print("exit code of the child:", child.exitcode)
