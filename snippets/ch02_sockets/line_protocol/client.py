import contextlib
import socket
import sys

ADDRESS = ("127.0.0.1", 9211)


def main() -> None:
    with (
        socket.create_connection(ADDRESS) as sock,
        sock.makefile("r", encoding="utf-8", newline="\n") as answers,
        sock.makefile("w", encoding="utf-8", newline="\n") as questions,
    ):
        print("connected")
        for line in sys.stdin:
            questions.write(line)
            questions.flush()  # 没有它，两边互相等 | without it both would wait
            answer = answers.readline(1000)
            if not answer:
                raise ConnectionError("the server has closed the connection")
            print("answer:", answer.rstrip("\n"))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        try:
            main()
        except ConnectionError as error:
            sys.exit(f"stopped: {error}")
