from multiprocessing import Event, Process, Semaphore


def race(ready, start):
    ready.release()
    start.wait()
    print("runs")


def main():
    ready = Semaphore(0)
    start = Event()
    runners = [Process(target=race, args=(ready, start)) for _ in range(3)]
    for runner in runners:
        runner.start()
    for _ in runners:
        ready.acquire()
    runners[0].join(timeout=0.2)
    print("nobody has run yet:", all(runner.is_alive() for runner in runners))
    start.set()
    for runner in runners:
        runner.join()


if __name__ == "__main__":
    main()
