import socket

LONGEST_LINE = 1000  # 字节 | bytes


class LineReader:
    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.rest = b""  # 收到了，还不成行 | received, not yet a line

    def readline(self) -> bytes:
        while b"\n" not in self.rest:
            if len(self.rest) >= LONGEST_LINE:
                raise ValueError("the line is too long")
            data = self.sock.recv(LONGEST_LINE)
            if not data:
                raise ConnectionError("the connection ended before the line did")
            self.rest += data
        line, _, self.rest = self.rest.partition(b"\n")
        return line


def main() -> None:
    left, right = socket.socketpair()
    with left, right:
        right.settimeout(0.1)
        reader = LineReader(right)
        left.sendall("半行，".encode())
        try:
            reader.readline()
        except TimeoutError:
            print("not yet a line")
        left.sendall("另外半行\n下一行\n".encode())
        print("line:", reader.readline().decode())
        print("line:", reader.readline().decode())
        left.sendall(b"x" * LONGEST_LINE)
        try:
            reader.readline()
        except ValueError as error:
            print("refused:", error)
        left.shutdown(socket.SHUT_WR)
        try:
            LineReader(right).readline()
        except ConnectionError as error:
            print("over:", error)


if __name__ == "__main__":
    main()
