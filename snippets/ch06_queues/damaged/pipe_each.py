import time
from multiprocessing import Pipe, Process


def produce(sender, size):
    with sender:
        sender.send("x" * size)


def start(size):
    receiver, sender = Pipe(duplex=False)
    process = Process(target=produce, args=(sender, size))
    process.start()
    sender.close()
    return process, receiver


def main() -> None:
    first, from_first = start(1_000_000)
    while not from_first.poll():
        time.sleep(0.01)
    first.kill()
    first.join()
    other, from_other = start(10)
    for name, receiver in (("first", from_first), ("other", from_other)):
        try:
            print(f"received from {name}: {len(receiver.recv())}")
        except (EOFError, OSError):  # 断在哪里，就是哪一种 | it depends on where it broke off
            print(f"received from {name}: nothing whole")
    other.join()


if __name__ == "__main__":
    main()
