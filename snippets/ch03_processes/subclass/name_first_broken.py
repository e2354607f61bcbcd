from multiprocessing import Process


class Greeter(Process):
    def __init__(self, name, friend):
        self.name = name
        self.friend = friend
        super().__init__()

    def run(self):
        print(f"{self.name}: hello, {self.friend}")


if __name__ == "__main__":
    greeter = Greeter("first", "小明")
    greeter.start()
    greeter.join()
