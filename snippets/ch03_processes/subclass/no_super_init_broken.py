from multiprocessing import Process


class Greeter(Process):
    def __init__(self, friend):
        self.friend = friend

    def run(self):
        print(f"hello, {self.friend}")


if __name__ == "__main__":
    try:
        Greeter("小明").start()
    except AttributeError as error:
        print(f"AttributeError: {error}")
