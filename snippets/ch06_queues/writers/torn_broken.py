from multiprocessing import Barrier, Pipe, Process

WRITERS, SIZE = 4, 1_000_000


def write(sender, letter, all_here):
    all_here.wait()
    sender.send_bytes(letter * SIZE)


def first_message():
    receiver, sender = Pipe(duplex=False)
    all_here = Barrier(WRITERS)
    processes = [
        Process(target=write, args=(sender, letter, all_here))
        for letter in (b"a", b"b", b"c", b"d")
    ]
    for process in processes:
        process.start()
    message = receiver.recv_bytes()
    # 后面的长度已经不可信，不再收了 | the lengths that follow cannot be trusted: no more of it
    for process in processes:
        process.kill()
        process.join()
    return message


def main() -> None:
    # 几乎总是第一次就坏 | nearly always it is torn at the first try
    torn = any(len(set(first_message())) > 1 for _ in range(20))
    print("bytes of several writers in one message:", torn)


if __name__ == "__main__":
    main()
