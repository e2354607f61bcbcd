import multiprocessing


def main():
    process = multiprocessing.Process(target=print, args=("child: I am no daemon",))
    process.start()
    try:
        process.daemon = True
    except AssertionError as error:
        print(f"main: AssertionError: {error}")
    process.join()
    print("main: process.daemon is", process.daemon)


if __name__ == "__main__":
    main()
