import subprocess
import sys
from multiprocessing import Process


def daemon() -> None:
    process = Process(target=print, args=("a child of the daemon",))
    print("inherits the flag:", process.daemon)
    try:
        process.start()
    except AssertionError as error:
        print("Process:", error)
    done = subprocess.run([sys.executable, "-c", "pass"], check=False)
    print("subprocess: exit code", done.returncode)


def main() -> None:
    process = Process(target=daemon, daemon=True)
    process.start()
    try:
        process.daemon = False
    except AssertionError as error:
        print("too late:", error)
    process.join()


if __name__ == "__main__":
    main()
