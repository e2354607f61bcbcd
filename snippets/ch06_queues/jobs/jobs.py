from multiprocessing import JoinableQueue, Process, SimpleQueue


def work(jobs, results):
    while (number := jobs.get()) is not None:
        try:
            results.put(number * number)
        finally:
            # 取一个，报告一次 | one report for each one taken
            jobs.task_done()


def main() -> None:
    jobs, results = JoinableQueue(), SimpleQueue()
    workers = [Process(target=work, args=(jobs, results)) for _ in range(3)]
    for process in workers:
        process.start()
    for number in range(10):
        jobs.put(number)
    # 等到报告和放进去的一样多 | until there are as many reports as items
    jobs.join()
    done = []
    while not results.empty():
        done.append(results.get())
    print("all done:", sorted(done))
    for _ in workers:
        jobs.put(None)
    for process in workers:
        process.join()


if __name__ == "__main__":
    main()
