import multiprocessing


def work(stop, ready):
    try:
        ready.send("ready")
        while not stop.wait(0.1):
            pass  # 干一小段活 | do a small piece of work
    finally:
        print("child: cleaned up")


def main():
    stop = multiprocessing.Event()
    reader, writer = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(stop, writer))
    process.start()
    reader.recv()
    stop.set()
    process.join()
    print("main: exit code", process.exitcode)


if __name__ == "__main__":
    main()
