import contextlib
import socket
import time

ADDRESS = ("127.0.0.1", 9391)


def main() -> None:
    with socket.create_connection(ADDRESS) as teller:
        teller.sendall(b"how much?")
        print("I stand in front of the counter")
        used = time.process_time()
        answer = teller.recv(1000)  # 有了回答才返回 | returns when there is an answer
        used = time.process_time() - used
        print("the answer:", answer.decode())
        print(f"meanwhile: idle, {used:.4f} s of CPU time")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
