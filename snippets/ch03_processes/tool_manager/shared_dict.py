from multiprocessing import Manager, Process


def count(text, letters, order):
    letters[text] = len(text)
    order.append(text)


def main():
    with Manager() as manager:
        letters = manager.dict()
        order = manager.list()
        for text in ("lock", "queue", "pipe"):
            child = Process(target=count, args=(text, letters, order))
            child.start()
            child.join()
        print(type(letters).__name__, dict(letters))
        print(type(order).__name__, list(order))


if __name__ == "__main__":
    main()
