import multiprocessing
import signal
import sys
import time


def work(main_process):
    def leave(_number, _frame):
        # 代替一次费时的收尾 | stands for tidying up that takes a while
        main_process.recv()
        sys.exit(0)

    signal.signal(signal.SIGTERM, leave)
    main_process.send("ready")
    time.sleep(60)


def main():
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=work, args=(theirs,))
    process.start()
    ours.recv()
    process.terminate()
    print("first look: alive", process.is_alive())
    print("main goes on")
    print("second look: alive", process.is_alive())
    ours.send("you may go")
    process.join()
    print(f"after join(): alive {process.is_alive()}, exit code {process.exitcode}")


if __name__ == "__main__":
    main()
