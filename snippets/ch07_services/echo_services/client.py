import contextlib
import socket
import sys

ADDRESS = ("127.0.0.1", 9701)
LONGEST_ANSWER = 10000  # 字符 | characters


def main():
    with (
        socket.create_connection(ADDRESS) as sock,
        sock.makefile("r", encoding="utf-8", newline="\n") as answers,
    ):
        print("connected")
        for question in sys.stdin:
            sock.sendall(question.encode())
            if not (answer := answers.readline(LONGEST_ANSWER)):
                sys.exit("the server has hung up")
            print("answer:", answer, end="")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
