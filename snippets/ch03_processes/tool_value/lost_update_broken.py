from multiprocessing import Barrier, Process, Value


def work(total, both_read):
    # total.value += 1 就是这两步：先读，再写 | this is what total.value += 1 does: read, then write
    seen = total.value
    both_read.wait()
    total.value = seen + 1


def main():
    total = Value("i", 0)
    both_read = Barrier(2)
    children = [Process(target=work, args=(total, both_read)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print("two added one each, total", total.value)


if __name__ == "__main__":
    main()
