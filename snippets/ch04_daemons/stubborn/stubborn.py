import multiprocessing
import signal
import time


def work(ready):
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    ready.send("ready")
    signal.sigwait({signal.SIGTERM})
    print("daemon: SIGTERM came, I go on")
    time.sleep(1)
    waits = multiprocessing.parent_process().is_alive()
    print("daemon: finished; the main process has waited for me:", waits)


def main():
    reader, writer = multiprocessing.Pipe(duplex=False)
    multiprocessing.Process(target=work, args=(writer,), daemon=True).start()
    reader.recv()
    print("main: the last line of my code")


if __name__ == "__main__":
    main()
