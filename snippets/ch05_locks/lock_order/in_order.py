from multiprocessing import Event, Process


def work(number, my_turn, next_turn):
    my_turn.wait()
    print(f"{number} is running", flush=True)
    print(f"{number} is done", flush=True)
    next_turn.set()


def main() -> None:
    turns = [Event() for _ in range(4)]
    processes = [Process(target=work, args=(n, turns[n], turns[n + 1])) for n in range(3)]
    # 倒着启动，也按顺序来 | started backwards, they still come in order
    for process in reversed(processes):
        process.start()
    turns[0].set()
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
