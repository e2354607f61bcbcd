import ctypes
import multiprocessing as mp


def change(number: ctypes.c_int, answer) -> None:
    number.value = 2
    answer.put((ctypes.addressof(number), number.value))


def main() -> None:
    fork = mp.get_context("fork")  # 子进程一开始是父进程的复制 | the child begins as a copy
    answer = fork.SimpleQueue()
    number = ctypes.c_int(1)
    child = fork.Process(target=change, args=(number, answer))
    child.start()
    address, value = answer.get()
    child.join()
    print("same address:", address == ctypes.addressof(number))
    print("value in the child:", value)
    print("value in the parent:", number.value)


if __name__ == "__main__":
    main()
