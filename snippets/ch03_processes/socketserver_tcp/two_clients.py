import socket
import time
from threading import Timer

ADDRESS = ("127.0.0.1", 9320)
TIMEOUT = 20  # 秒 | seconds


def ask(sock):
    sock.sendall(b"hello\n")
    answer = b""
    while not answer.endswith(b"\n"):
        answer += sock.recv(100)
    return answer


def main():
    with (
        socket.create_connection(ADDRESS, timeout=TIMEOUT) as first,
        socket.create_connection(ADDRESS, timeout=TIMEOUT) as second,
    ):
        print("first client:", ask(first))
        # 第一个客户端一秒之后离开 | the first client leaves after a second
        leaving = Timer(1, first.shutdown, [socket.SHUT_RDWR])
        start = time.perf_counter()
        leaving.start()
        print("second client:", ask(second))
        print(f"the second has waited {time.perf_counter() - start:.2f} s")
        leaving.cancel()
        leaving.join()


if __name__ == "__main__":
    main()
