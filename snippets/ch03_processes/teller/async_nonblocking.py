import concurrent.futures
import socket
import sys

ADDRESS = ("127.0.0.1", 9391)


def ask(teller: socket.socket) -> str:
    teller.sendall(b"how much?")
    return teller.recv(1000).decode()


def called(future: concurrent.futures.Future) -> None:
    print("I am called, the answer:", future.result())


def main() -> None:
    with (
        socket.create_connection(ADDRESS) as teller,
        concurrent.futures.ThreadPoolExecutor(1) as service,
    ):
        try:
            future = service.submit(ask, teller)
            future.add_done_callback(called)
            print("I have a number, and do my own work")
            for line in sys.stdin:  # 自己的事，从不看柜台 | own work, without a look at the counter
                print("meanwhile: other work,", line.strip())
            concurrent.futures.wait([future])  # 做完了才等 | waits when all work is done
        except KeyboardInterrupt:
            teller.shutdown(socket.SHUT_RDWR)  # 让另一个线程别再等 | lets the other thread go


if __name__ == "__main__":
    main()
