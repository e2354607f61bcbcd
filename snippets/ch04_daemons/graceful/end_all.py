import multiprocessing
import signal
import sys
import time

PATIENCE = 3


def polite(stop, ready):
    ready.send("ready")
    stop.wait()
    print("polite: cleaned up")


def leave(_number, _frame):
    sys.exit(0)


def deaf(_stop, ready):
    signal.signal(signal.SIGTERM, leave)
    try:
        ready.send("ready")
        time.sleep(60)
    finally:
        print("deaf: cleaned up")


def stubborn(_stop, ready):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    ready.send("ready")
    time.sleep(60)


def join_all(processes):
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        process.join(max(0, deadline - time.monotonic()))
    return [process for process in processes if process.is_alive()]


def end_all(processes, stop):
    stop.set()
    left = join_all(processes)
    print("main: terminate", [process.name for process in left])
    for process in left:
        process.terminate()
    left = join_all(left)
    print("main: kill", [process.name for process in left])
    for process in left:
        process.kill()
        process.join()


def main():
    stop = multiprocessing.Event()
    reader, writer = multiprocessing.Pipe(duplex=False)
    processes = []
    for target in [polite, deaf, stubborn]:
        process = multiprocessing.Process(
            target=target, args=(stop, writer), name=target.__name__, daemon=True
        )
        process.start()
        reader.recv()
        processes.append(process)
    end_all(processes, stop)
    for process in processes:
        print(f"main: {process.name} ended with {process.exitcode}")


if __name__ == "__main__":
    main()
