import multiprocessing
import time


def beat(pulse):
    number = 0
    while True:
        number += 1
        pulse.send(number)
        time.sleep(0.1)


def main():
    reader, writer = multiprocessing.Pipe(duplex=False)
    multiprocessing.Process(target=beat, args=(writer,), daemon=True).start()
    for _ in range(3):
        print("main: heartbeat", reader.recv())
    print("main: the last line")


if __name__ == "__main__":
    main()
