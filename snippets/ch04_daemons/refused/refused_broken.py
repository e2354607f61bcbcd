import concurrent.futures
import multiprocessing


def in_process():
    multiprocessing.Process(target=print).start()


def in_process_that_is_no_daemon():
    multiprocessing.Process(target=print, daemon=False).start()


def in_pool():
    multiprocessing.Pool(1)


def in_executor():
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        executor.submit(print)


def in_manager():
    multiprocessing.Manager()


def daemon():
    ways = [in_process, in_process_that_is_no_daemon, in_pool, in_executor, in_manager]
    for start in ways:
        try:
            start()
        except AssertionError as error:
            print(f"{start.__name__}: AssertionError: {error}")


def main():
    process = multiprocessing.Process(target=daemon, daemon=True)
    process.start()
    process.join()


if __name__ == "__main__":
    main()
