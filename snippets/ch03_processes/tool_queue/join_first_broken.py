from multiprocessing import Process, Queue


def work(results):
    results.put("x" * 1_000_000)


def main():
    results = Queue()
    worker = Process(target=work, args=(results,))
    worker.start()
    # 没有这个期限，就永远等下去 | without this deadline it would wait for ever
    worker.join(timeout=1)
    print("joined first, still running:", worker.is_alive())
    print("fetched", len(results.get()), "characters")
    worker.join()
    print("exit code", worker.exitcode)


if __name__ == "__main__":
    main()
