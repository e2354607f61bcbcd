from multiprocessing import Barrier, Process


def take_part(meet):
    print("has prepared")
    place = meet.wait()
    # 每次恰好一个进程得到 0 | exactly one process gets 0
    if place == 0:
        print("is the one to report")
    meet.wait()
    print("measures")


def main():
    meet = Barrier(3)
    children = [Process(target=take_part, args=(meet,)) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join()


if __name__ == "__main__":
    main()
