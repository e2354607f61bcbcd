from multiprocessing import Process

n = 100


def work():
    global n  # 这就是要看的 | this is the point
    n = 0
    print(f"in work(): n is {n}")


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
    print(f"after a process: n is {n}")

    work()
    print(f"after a mere call: n is {n}")
