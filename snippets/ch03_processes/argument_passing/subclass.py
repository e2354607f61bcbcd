from multiprocessing import Process, SimpleQueue


class Counter(Process):
    def __init__(self, text, results):
        super().__init__()
        self.text = text
        self.results = results
        self.length = None

    def run(self):
        self.length = len(self.text)
        self.results.put(self.length)


def main():
    results = SimpleQueue()
    child = Counter("hello", results)
    child.start()
    print("from the queue:", results.get())
    child.join()
    print("from the attribute:", child.length)
    print("exit code:", child.exitcode)


if __name__ == "__main__":
    main()
