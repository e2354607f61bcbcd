import multiprocessing
import time


def foo(alive):
    print("foo: 123")
    alive.send("started")
    time.sleep(60)
    print("foo: end 123")


def bar(foo_is_alive):
    try:
        foo_is_alive.recv()
    except EOFError:
        # 写端只在 foo 手里 | only foo held the writing end
        print("bar: foo is gone; 456")
    print("bar: end 456")


def main():
    foo_is_alive, alive = multiprocessing.Pipe(duplex=False)
    p1 = multiprocessing.Process(target=foo, args=(alive,), daemon=True)
    p2 = multiprocessing.Process(target=bar, args=(foo_is_alive,))
    p1.start()
    foo_is_alive.recv()
    alive.close()
    p2.start()
    print("main: the last line")


if __name__ == "__main__":
    main()
