from multiprocessing import Pipe, Process


def answer(conn):
    with conn:
        for _ in range(2):
            question = conn.recv()
            print("was asked", question)
            conn.send({"answer": sum(question)})


def main():
    ours, theirs = Pipe()
    child = Process(target=answer, args=(theirs,))
    child.start()
    # 父进程不用的一端，关掉才能看到对方的结束 | or the parent would never see the end
    theirs.close()
    with ours:
        for question in ([1, 2, 3], [4, 5]):
            ours.send(question)
            print("was told", ours.recv())
        try:
            ours.recv()
        except EOFError:
            print("has seen the end")
    child.join()


if __name__ == "__main__":
    main()
