import multiprocessing
import time


def foo():
    # 让“启动得慢”必然发生 | makes a slow start certain
    time.sleep(60)
    print("foo: 123")
    time.sleep(1)
    print("foo: end 123")


def bar():
    print("bar: 456")
    time.sleep(1)
    print("bar: end 456")


def main():
    p1 = multiprocessing.Process(target=foo, daemon=True)
    p2 = multiprocessing.Process(target=bar)
    p1.start()
    p2.start()
    time.sleep(0.1)
    print("main: the last line")


if __name__ == "__main__":
    main()
