import multiprocessing
import signal
import time


def work(ready):
    ready.send("ready")
    time.sleep(60)


def main():
    reader, writer = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(writer,))
    print(f"before start(): alive {process.is_alive()}, exit code {process.exitcode}")
    process.start()
    reader.recv()
    print(f"at work: alive {process.is_alive()}, exit code {process.exitcode}")
    process.terminate()
    process.join()
    print(f"after join(): alive {process.is_alive()}, exit code {process.exitcode}")
    print("ended by", signal.Signals(-process.exitcode).name)


if __name__ == "__main__":
    main()
