from multiprocessing import Event, Process


def work(printed):
    # 这个子进程碰巧很慢 | this child happens to be slow
    printed.wait()
    print("child: now")


if __name__ == "__main__":
    printed = Event()
    child = Process(target=work, args=(printed,))
    child.start()
    print("main: I did not wait")
    printed.set()
    # 到最后才等，为的是好好结束 | joined at the very end only, to end well
    child.join()
