from multiprocessing.connection import Client, Listener
from threading import Thread

ADDRESS = ("127.0.0.1", 9310)
KEY = b"a key to look at, no secret"


def serve(listener):
    try:
        listener.accept()
    except EOFError:
        print("server: it left")


def main():
    with Listener(ADDRESS, authkey=KEY) as listener:
        Thread(target=serve, args=(listener,)).start()
        # 不给密钥，只看第一条消息 | no key given: just look at the first message
        with Client(ADDRESS) as conn:
            message = conn.recv_bytes()
            print("it begins with", message[:11])
            named = message[11:12] == b"{"
            print("digest:", message[11:19] if named else "not named")


if __name__ == "__main__":
    main()
