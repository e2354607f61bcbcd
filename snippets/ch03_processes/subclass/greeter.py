import os
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, name, friend):
        super().__init__(name=name)
        self.friend = friend

    def run(self):
        print(f"{self.name}, process {os.getpid()}: hello, {self.friend}")


if __name__ == "__main__":
    print(f"main, process {os.getpid()}")
    greeters = [Greeter("first", "小明"), Greeter("second", "Alice")]
    for greeter in greeters:
        greeter.start()
    for greeter in greeters:
        greeter.join()
        print(f"{greeter.name}: exit code {greeter.exitcode}")
