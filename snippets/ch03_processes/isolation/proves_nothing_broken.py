from multiprocessing import Process


def work():
    n = 0
    print(f"in work(): n is {n}")


if __name__ == "__main__":
    n = 100
    child = Process(target=work)
    child.start()
    child.join()
    print(f"after a process: n is {n}")

    work()
    print(f"after a mere call: n is {n}")
