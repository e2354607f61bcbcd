import multiprocessing
import os
import signal
import sys


def work(ready):
    ready.send(os.getpid())
    # 一直等到主进程没了 | wait until the main process is gone
    multiprocessing.parent_process().join()
    print("daemon: the main process is gone, I am still here")


def main(way):
    reader, writer = multiprocessing.Pipe(duplex=False)
    multiprocessing.Process(target=work, args=(writer,), daemon=True).start()
    print(f"main: daemon {reader.recv()} is working, my code ends here")
    match way:
        case "sys.exit":
            sys.exit(3)
        case "exception":
            raise RuntimeError("the plan has failed")
        case "KeyboardInterrupt":
            raise KeyboardInterrupt
        case "os._exit":
            os._exit(3)
        case "SIGTERM" | "SIGKILL":
            signal.raise_signal(signal.Signals[way])


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "return")
