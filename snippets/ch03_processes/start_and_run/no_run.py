from multiprocessing import Process


class Worker(Process):
    pass


def main() -> None:
    process = Worker(target=print, args=("the target ran",))
    process.start()
    process.join()
    print("exit code", process.exitcode)


if __name__ == "__main__":
    main()
