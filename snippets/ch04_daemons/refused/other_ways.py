import concurrent.futures
import multiprocessing
import os
import subprocess
import sys


def daemon():
    completed = subprocess.run([sys.executable, "-c", "raise SystemExit(5)"], check=False)
    print("subprocess ended with", completed.returncode)

    pid = os.fork()
    if pid == 0:
        os._exit(7)
    _, status = os.waitpid(pid, 0)
    print("os.fork() ended with", os.waitstatus_to_exitcode(status))

    with concurrent.futures.ThreadPoolExecutor(1) as executor:
        print("a thread returned", executor.submit(pow, 3, 2).result())


def main():
    process = multiprocessing.Process(target=daemon, daemon=True)
    process.start()
    process.join()


if __name__ == "__main__":
    main()
