from multiprocessing import Process


def work():
    print("the child works; here the file is called", __name__)


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
    print("exit code of the child:", child.exitcode)
