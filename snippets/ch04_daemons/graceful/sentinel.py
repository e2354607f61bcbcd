import multiprocessing


def work(jobs):
    while (job := jobs.get()) is not None:
        print("child: did job", job)
    print("child: cleaned up")


def main():
    jobs = multiprocessing.SimpleQueue()
    process = multiprocessing.Process(target=work, args=(jobs,))
    process.start()
    for job in [1, 2, 3]:
        jobs.put(job)
    # 哨兵：后面没有了 | the sentinel: nothing follows
    jobs.put(None)
    process.join()
    print("main: exit code", process.exitcode)


if __name__ == "__main__":
    main()
