import os
from multiprocessing import Pool

WORKERS = 2


def square(number):
    return os.getpid(), number * number


def main():
    with Pool(processes=WORKERS) as pool:
        answers = pool.map(square, range(10))
    workers = {pid for pid, _ in answers}
    print([result for _, result in answers])
    print(f"never more than {WORKERS} workers:", len(workers) <= WORKERS)
    print("done by the main process:", os.getpid() in workers)


if __name__ == "__main__":
    main()
