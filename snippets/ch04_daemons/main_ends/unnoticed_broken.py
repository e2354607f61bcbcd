import multiprocessing
import signal


def first(ready, noticed):
    ready.send("ready")
    multiprocessing.parent_process().join()
    print("first: the main process is gone")
    noticed.send("noticed")


def second(ready, first_has_noticed):
    ready.send("ready")
    print("second: first has noticed within 5 seconds:", first_has_noticed.poll(5))


def main():
    reader, ready = multiprocessing.Pipe(duplex=False)
    first_has_noticed, noticed = multiprocessing.Pipe(duplex=False)
    for target, end in [(first, noticed), (second, first_has_noticed)]:
        process = multiprocessing.Process(target=target, args=(ready, end), daemon=True)
        process.start()
        reader.recv()
        print(f"main: daemon {process.pid} is working")
    print("main: here comes SIGKILL")
    signal.raise_signal(signal.SIGKILL)


if __name__ == "__main__":
    main()
