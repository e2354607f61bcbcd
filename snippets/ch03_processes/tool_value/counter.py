from multiprocessing import Array, Process, Value


def work(number, total, done):
    for _ in range(10_000):
        with total.get_lock():
            total.value += 1
        done[number] += 1


def main():
    total = Value("i", 0)
    done = Array("i", 3)
    children = [Process(target=work, args=(number, total, done)) for number in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print("total", total.value)
    print("done", list(done))


if __name__ == "__main__":
    main()
