import pickle
from multiprocessing import Queue


def put(queue, item):
    # 由放的人序列化，错误也归他 | whoever puts it pickles it, and gets the error
    queue.put(pickle.dumps(item))


def main() -> None:
    queue = Queue()
    try:
        put(queue, (number for number in range(3)))
    except TypeError as error:
        print("TypeError:", error)
    put(queue, "the next item")
    print("received:", pickle.loads(queue.get()))


if __name__ == "__main__":
    main()
