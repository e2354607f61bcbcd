from multiprocessing import Process


def work():
    pass


if __name__ == "__main__":
    children = [Process(target=work) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()

print("the end")
