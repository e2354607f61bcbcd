import multiprocessing as mp
import sys


def work(name: str, turn) -> None:
    step = 0
    while turn.recv() == "go":  # 轮不到就停在这里 | stands still here until its turn
        step += 1
        print(f"{name}: step {step}")
        turn.send("done")


def main() -> None:
    order = sys.argv[1] if sys.argv[1:] else "ABAB"
    turns, children = {}, []
    for name in sorted(set(order)):
        turns[name], its_end = mp.Pipe()
        children.append(mp.Process(target=work, args=(name, its_end)))
        children[-1].start()
    for name in order:
        turns[name].send("go")
        turns[name].recv()
    for turn in turns.values():
        turn.send("end")
    for child in children:
        child.join()


if __name__ == "__main__":
    main()
