from multiprocessing import Process

n = 100


def work(argument):
    print(f"child: n is {n}, the argument is {argument}")


if __name__ == "__main__":
    n = 55
    child = Process(target=work, args=(n,))
    child.start()
    child.join()
