import socket


def main() -> None:
    left, right = socket.socketpair()
    left.sendall(b"one\ntwo\nthree\n")
    left.shutdown(socket.SHUT_WR)
    # 错：一个文件又读又写 | wrong: one file to read and to write
    with left, right, right.makefile("rw", encoding="utf-8", newline="\n") as file:
        while line := file.readline(1000):
            print("received", repr(line))
            file.write(f"you said {line}")
        print("no more lines")


if __name__ == "__main__":
    main()
