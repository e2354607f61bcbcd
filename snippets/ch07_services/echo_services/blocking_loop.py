import contextlib
import socket
import sys

ADDRESS = ("127.0.0.1", 9701)
LONGEST = 1000  # 字节，一行 | bytes in a line
IDLE_SECONDS = int(sys.argv[1]) if sys.argv[1:] else 60


def answer(line):
    return line.decode(errors="replace").upper().encode()


def serve(conn):
    # 客户端可以随时走，也可以一声不吭 | a client may leave at any moment, or never say a word
    with contextlib.suppress(OSError), conn, conn.makefile("rb") as lines:
        conn.settimeout(IDLE_SECONDS)
        while (line := lines.readline(LONGEST)).endswith(b"\n"):
            conn.sendall(answer(line))


def main():
    with socket.create_server(ADDRESS) as listener:
        print("listening")
        while True:
            conn, _ = listener.accept()
            serve(conn)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
