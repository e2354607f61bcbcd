import os
import signal
import sys
from multiprocessing import Process

sys.tracebacklimit = 0  # 只显示最后一行 | show the last line only

ENDS = [
    ("len('abc')", len, ("abc",)),
    ("int('abc')", int, ("abc",)),
    ("sys.exit()", sys.exit, ()),
    ("sys.exit(3)", sys.exit, (3,)),
    ("sys.exit(300)", sys.exit, (300,)),
    ("sys.exit('no luck')", sys.exit, ("no luck",)),
    ("os._exit(5)", os._exit, (5,)),
    ("SIGTERM", signal.raise_signal, (signal.SIGTERM,)),
    ("SIGKILL", signal.raise_signal, (signal.SIGKILL,)),
]


def main() -> None:
    print("not started:", Process().exitcode)
    for how, target, args in ENDS:
        process = Process(target=target, args=args, name=how)
        process.start()
        process.join()
        print(f"{how}: {process.exitcode}")


if __name__ == "__main__":
    main()
