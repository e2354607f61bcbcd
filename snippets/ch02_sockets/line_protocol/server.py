import contextlib
import socket
import threading

ADDRESS = ("127.0.0.1", 9211)
LONGEST_LINE = 1000  # 字符 | characters


def serve(conn: socket.socket) -> None:
    with (
        contextlib.suppress(ConnectionError),  # 客户端可以随时走 | a client may leave at any moment
        conn,
        conn.makefile("r", encoding="utf-8", errors="replace", newline="\n") as questions,
        conn.makefile("w", encoding="utf-8", newline="\n") as answers,
    ):
        # 不用 for：它会把再长的行也读进内存 | no for loop: it would read a line of any length
        while line := questions.readline(LONGEST_LINE):
            if not line.endswith("\n"):
                print("refused a line without an end")
                answers.write("error: no end of line\n")
                return
            print("received", repr(line))
            answers.write(f"{len(line.split())} words, {len(line.strip())} characters\n")
            answers.flush()


def main() -> None:
    with socket.create_server(ADDRESS) as listener:
        print("listening")
        while True:
            conn, _ = listener.accept()
            threading.Thread(target=serve, args=[conn], daemon=True).start()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
