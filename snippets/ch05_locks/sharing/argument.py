from multiprocessing import Event, Lock, Process


def hold(lock, held, done):
    with lock:
        held.set()
        done.wait()


def main() -> None:
    lock, held, done = Lock(), Event(), Event()
    process = Process(target=hold, args=(lock, held, done))
    process.start()
    held.wait()
    print(f"the child holds the lock; main gets it too: {lock.acquire(timeout=0.5)}")
    done.set()
    process.join()


if __name__ == "__main__":
    main()
