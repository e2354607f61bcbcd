import contextlib
from multiprocessing.connection import Listener

ADDRESS = ("127.0.0.1", 9311)


def main():
    # 没有 authkey，谁都可以进来 | no authkey: anybody may come in
    with Listener(ADDRESS) as listener:
        print("listening")
        while True:
            with listener.accept() as conn:
                print("received:", conn.recv())


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
