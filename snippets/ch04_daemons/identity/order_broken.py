import multiprocessing


class DaemonFirst(multiprocessing.Process):
    def __init__(self):
        self.daemon = True
        super().__init__()


class Forgotten(multiprocessing.Process):
    def __init__(self):
        self.person = "nezha"


def main():
    for kind in [DaemonFirst, Forgotten]:
        try:
            kind().start()
        except AttributeError as error:
            print(f"AttributeError: {error}")


if __name__ == "__main__":
    main()
