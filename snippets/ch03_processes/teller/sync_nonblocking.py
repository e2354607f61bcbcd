import contextlib
import socket
import time

ADDRESS = ("127.0.0.1", 9391)
MANY = 100_000


def main() -> None:
    with socket.create_connection(ADDRESS) as teller:
        teller.sendall(b"how much?")
        print("I make a phone call and look up now and then")
        teller.setblocking(False)
        used, polls = time.process_time(), 0
        while True:
            try:
                answer = teller.recv(1000)  # 有没有都立刻返回 | returns at once in any case
                break
            except BlockingIOError:
                polls += 1  # 看一眼，再说一句 | a look, then a word on the phone
                if polls == MANY:
                    print(f"not yet, after {MANY} looks")
        used = time.process_time() - used
        print("the answer:", answer.decode())
        looks = f"at least {MANY}" if polls >= MANY else polls
        print(f"meanwhile: {looks} looks, {used:.4f} s of CPU time")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
