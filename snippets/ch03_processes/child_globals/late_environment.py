import os
from multiprocessing import Process


def work(number):
    print(f"child {number}: COLOR is {os.environ.get('COLOR')}")


if __name__ == "__main__":
    for number, color in enumerate(["red", "blue"]):
        os.environ["COLOR"] = color
        child = Process(target=work, args=(number,))
        child.start()
        child.join()
