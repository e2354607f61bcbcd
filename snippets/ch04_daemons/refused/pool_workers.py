import concurrent.futures
import multiprocessing


def is_daemon():
    return multiprocessing.current_process().daemon


def main():
    with multiprocessing.Pool(1) as pool:
        print("worker of Pool is a daemon:", pool.apply(is_daemon))
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        print("worker of ProcessPoolExecutor is a daemon:", executor.submit(is_daemon).result())


if __name__ == "__main__":
    main()
