import multiprocessing


class Chat(multiprocessing.Process):
    def __init__(self, person):
        self.name = person
        # 这一行给 name 重新赋值 | this line sets name anew
        super().__init__()

    def run(self):
        print(f"child: {self.name} is chatting")


def main():
    process = Chat("哪吒")
    print("main: process.name is", process.name)
    process.start()
    process.join()


if __name__ == "__main__":
    main()
