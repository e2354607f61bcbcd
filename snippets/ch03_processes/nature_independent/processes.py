import multiprocessing as mp
import os


def crash() -> None:
    os.abort()  # 不是异常，什么 except 也接不住 | no exception: no except can catch it


def survive(name: str, crashed) -> None:
    crashed.wait()
    print(f"{name}: somebody crashed, I am still here")


def main() -> None:
    crashed = mp.Event()
    survivors = [mp.Process(target=survive, args=(name, crashed)) for name in ("A", "B")]
    for survivor in survivors:
        survivor.start()
    victim = mp.Process(target=crash)
    victim.start()
    victim.join()
    print("the victim's exit code:", victim.exitcode)
    crashed.set()
    for survivor in survivors:
        survivor.join()
    print("the survivors' exit codes:", [survivor.exitcode for survivor in survivors])


if __name__ == "__main__":
    main()
