from multiprocessing import Lock, Process


def report(lock):
    with lock:
        for line in ("begins", "works", "ends"):
            print(line)


def main():
    lock = Lock()
    children = [Process(target=report, args=(lock,)) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()


if __name__ == "__main__":
    main()
