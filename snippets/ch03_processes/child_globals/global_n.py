from multiprocessing import Process

n = 100


def work():
    global n  # 这就是要看的 | this is the point
    n -= 1
    print(f"child: n is {n}")


if __name__ == "__main__":
    for _ in range(3):
        child = Process(target=work)
        child.start()
        child.join()
    print(f"main: n is {n}")
