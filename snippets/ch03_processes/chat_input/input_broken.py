from multiprocessing import Process


def work():
    try:
        print("you typed", input())
    except EOFError as error:
        print(f"EOFError: {error}")


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
    print("main read", input())
