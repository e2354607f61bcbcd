from multiprocessing import Process


def main() -> None:
    process = Process(target=print, args=("only once",))
    process.start()
    process.join()
    try:
        process.start()
    except AssertionError as error:
        print("start():", error)
    try:
        process.run()
    except AttributeError as error:
        print("run():", error)


if __name__ == "__main__":
    main()
