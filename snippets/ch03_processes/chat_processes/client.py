import contextlib
import socket
import sys

ADDRESS = ("127.0.0.1", 9301)
TIMEOUT = 10  # 秒 | seconds
LONGEST = 8192  # 字符，一行 | characters in a line


def main():
    with (
        socket.create_connection(ADDRESS, timeout=TIMEOUT) as sock,
        sock.makefile(encoding="utf-8", newline="\n") as answers,
    ):
        greeting = answers.readline(LONGEST)
        print("server:", greeting.strip())
        if greeting != "welcome\n":
            return
        for line in sys.stdin:
            sock.sendall(line.rstrip("\n").encode() + b"\n")
            answer = answers.readline(LONGEST)
            if not answer.endswith("\n"):
                raise ConnectionError("the server has closed the connection")
            print("echo:", answer.rstrip("\n"))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        try:
            main()
        except OSError as error:
            sys.exit(f"stopped: {error}")
