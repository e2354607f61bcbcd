from multiprocessing import Event, Pipe, Process


def consume(receiver, main_has_closed):
    print("received:", receiver.recv(), flush=True)
    main_has_closed.wait()
    # 一直等下去就是 recv()，这里只等一秒 | recv() would wait for ever, this for a second
    if not receiver.poll(timeout=1):
        print("no end of file", flush=True)
        return
    try:
        receiver.recv()
    except EOFError:
        print("end of file", flush=True)


def main() -> None:
    receiver, sender = Pipe(duplex=False)
    main_has_closed = Event()
    process = Process(target=consume, args=(receiver, main_has_closed))
    process.start()
    receiver.close()
    sender.send("a message")
    sender.close()
    main_has_closed.set()
    process.join()


if __name__ == "__main__":
    main()
