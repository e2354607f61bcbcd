import multiprocessing


class Chat(multiprocessing.Process):
    def __init__(self, person):
        super().__init__(name=person)

    def run(self):
        print(f"child: {self.name} is chatting")


def main():
    process = Chat("哪吒")
    print("main: process.name is", process.name)
    process.start()
    process.join()


if __name__ == "__main__":
    main()
