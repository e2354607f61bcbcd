from multiprocessing import Barrier, Process


def report(all_began):
    print("begins")
    # 没有锁，别人随时会插进来；这里让它必然发生 | others may cut in at any time; here they must
    all_began.wait()
    print("works")
    print("ends")


def main():
    all_began = Barrier(3)
    children = [Process(target=report, args=(all_began,)) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()


if __name__ == "__main__":
    main()
