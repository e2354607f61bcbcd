import multiprocessing
import sys


class Chat(multiprocessing.Process):
    def run(self):
        print("child: chatting")


def main(daemon):
    process = Chat()
    process.daemon = daemon
    process.start()
    # 代替 sleep(10)：子进程早就结束了 | stands for sleep(10): the child has long ended
    process.join()
    print("main: the last line")


if __name__ == "__main__":
    main("daemon" in sys.argv)
