from multiprocessing import Event, Process


def work(working, stop):
    # 歇一会儿，但一有通知就醒 | rest for a while, but wake up when told to stop
    while not stop.wait(timeout=0.05):
        working.set()
    print("tidies up")


def main():
    working = Event()
    stop = Event()
    worker = Process(target=work, args=(working, stop))
    worker.start()
    working.wait()
    print("has seen it work, says stop")
    stop.set()
    worker.join()
    print("exit code", worker.exitcode)


if __name__ == "__main__":
    main()
