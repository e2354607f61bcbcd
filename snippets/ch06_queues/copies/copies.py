from multiprocessing import Process, Queue


def change(tasks, results):
    names = tasks.get()
    names.append("child")
    results.put(names)


def main() -> None:
    tasks, results = Queue(), Queue()
    names = ["parent"]
    process = Process(target=change, args=(tasks, results))
    process.start()
    tasks.put(names)
    answer = results.get()
    print("the child made it", answer)
    print("the parent still has", names)
    process.join()


if __name__ == "__main__":
    main()
