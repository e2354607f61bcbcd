from multiprocessing import Process


class Greeter(Process):
    def __init__(self, name, friend):
        super().__init__()
        self.name = name
        self.friend = friend

    def run(self):
        print(f"{self.name}: hello, {self.friend}")


if __name__ == "__main__":
    greeter = Greeter("first", "小明")
    greeter.start()
    greeter.join()
