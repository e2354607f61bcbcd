from collections import Counter
from multiprocessing import Barrier, Lock, Pipe, Process

WRITERS, MESSAGES, SIZE = 4, 5, 1_000_000


def write(sender, letter, all_here, lock):
    all_here.wait()
    for _ in range(MESSAGES):
        with lock:
            sender.send_bytes(letter * SIZE)


def main() -> None:
    receiver, sender = Pipe(duplex=False)
    all_here, lock = Barrier(WRITERS), Lock()
    processes = [
        Process(target=write, args=(sender, letter, all_here, lock))
        for letter in (b"a", b"b", b"c", b"d")
    ]
    for process in processes:
        process.start()
    counts = Counter()
    for _ in range(WRITERS * MESSAGES):
        message = receiver.recv_bytes()
        counts["whole" if message == message[:1] * SIZE else "torn"] += 1
    print(dict(counts))
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
