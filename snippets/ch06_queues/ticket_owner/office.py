from multiprocessing import Pipe, Process, Queue

BUYERS = 8


def sell(count, requests, replies):
    # 票数只有这个进程有 | this process alone has the number of tickets
    for _ in range(BUYERS):
        buyer = requests.get()
        replies[buyer].send(count > 0)
        if count > 0:
            count -= 1
    print(f"{count} left", flush=True)


def buy(buyer, requests, reply):
    requests.put(buyer)
    print("sold" if reply.recv() else "sold out", flush=True)


def main() -> None:
    requests = Queue()
    pipes = [Pipe(duplex=False) for _ in range(BUYERS)]
    replies = [sender for _, sender in pipes]
    processes = [Process(target=sell, args=(5, requests, replies))]
    processes += [
        Process(target=buy, args=(buyer, requests, receiver))
        for buyer, (receiver, _) in enumerate(pipes)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("exit codes", [process.exitcode for process in processes])


if __name__ == "__main__":
    main()
