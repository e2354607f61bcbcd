from multiprocessing import Lock, Process


def count(lock, text):
    with lock:
        return int(text)


def work(lock):
    try:
        count(lock, "twelve")
    except ValueError as error:
        print(f"child: {error}", flush=True)


def main() -> None:
    lock = Lock()
    process = Process(target=work, args=(lock,))
    process.start()
    process.join()
    print("main: the child has ended")
    print(f"main: I get the lock: {lock.acquire(timeout=0.5)}")


if __name__ == "__main__":
    main()
