import os
import threading


def crash() -> None:
    os.abort()


def survive(name: str, crashed: threading.Event) -> None:
    crashed.wait()
    print(f"{name}: somebody crashed, I am still here")


def main() -> None:
    crashed = threading.Event()
    survivors = [threading.Thread(target=survive, args=(name, crashed)) for name in ("A", "B")]
    for survivor in survivors:
        survivor.start()
    victim = threading.Thread(target=crash)
    print("now one thread crashes")
    victim.start()
    victim.join()
    crashed.set()
    for survivor in survivors:
        survivor.join()
    print("the survivors have ended")


if __name__ == "__main__":
    main()
