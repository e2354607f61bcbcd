from multiprocessing import Event, Pipe, Process


def consume(receiver, sender, main_has_closed, done):
    sender.close()
    print("received:", receiver.recv(), flush=True)
    main_has_closed.wait()
    if not receiver.poll(timeout=1):
        print("no end of file while the bystander lives", flush=True)
    done.set()
    # 旁人一结束，就等到了 | comes as soon as the bystander is gone
    try:
        receiver.recv()
    except EOFError:
        print("end of file", flush=True)


def stand_by(done):
    done.wait()


def main() -> None:
    receiver, sender = Pipe(duplex=False)
    main_has_closed, done = Event(), Event()
    arguments = (receiver, sender, main_has_closed, done)
    processes = [
        Process(target=consume, args=arguments),
        # 它和这条管道毫无关系 | it has nothing to do with this pipe
        Process(target=stand_by, args=(done,)),
    ]
    for process in processes:
        process.start()
    receiver.close()
    sender.send("a message")
    sender.close()
    main_has_closed.set()
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
