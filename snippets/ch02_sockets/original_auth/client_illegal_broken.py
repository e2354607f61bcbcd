import contextlib
import socket
import sys

ADDRESS = ("127.0.0.1", 9221)


def main() -> None:
    with socket.create_connection(ADDRESS) as sock:
        print("connected")
        for line in sys.stdin:
            try:
                sock.sendall(line.strip().encode())
                answer = sock.recv(1024)
                print("answer:", repr(answer.decode()))
            except UnicodeDecodeError as error:
                print(f"{type(error).__name__}: {len(answer)} bytes that are no text")
            except ConnectionError as error:
                print(f"{type(error).__name__}")
                return


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
