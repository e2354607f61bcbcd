from multiprocessing import Process


def main() -> None:
    process = Process(target=print, args=("hello",))
    process.join()
    process.start()


if __name__ == "__main__":
    main()
