from multiprocessing import Process
from pickle import PicklingError

if __name__ == "__main__":
    child = Process(target=lambda: print("child: I am a lambda"))
    try:
        child.start()
        child.join()
    except PicklingError as error:
        print("start() failed:", type(error).__name__)
