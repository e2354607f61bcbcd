import concurrent.futures
import socket
import threading
import time

ADDRESS = ("127.0.0.1", 9391)


def ask(teller: socket.socket) -> str:
    teller.sendall(b"how much?")
    return teller.recv(1000).decode()


def main() -> None:
    called = threading.Event()

    def call(future: concurrent.futures.Future) -> None:
        print("I am called, the answer:", future.result())
        called.set()

    with (
        socket.create_connection(ADDRESS) as teller,
        concurrent.futures.ThreadPoolExecutor(1) as service,
    ):
        try:
            # 有了回答就叫我 | call me when there is an answer
            service.submit(ask, teller).add_done_callback(call)
            print("I have a number, and sit down to wait")
            used = time.process_time()
            called.wait()  # 叫到了才返回 | returns when I have been called
            used = time.process_time() - used
            print(f"meanwhile: idle, {used:.4f} s of CPU time")
        except KeyboardInterrupt:
            teller.shutdown(socket.SHUT_RDWR)  # 让另一个线程别再等 | lets the other thread go


if __name__ == "__main__":
    main()
