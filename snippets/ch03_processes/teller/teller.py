import contextlib
import socket

ADDRESS = ("127.0.0.1", 9391)


def main() -> None:
    with socket.create_server(ADDRESS) as listener:
        print("the counter is open")
        while True:
            customer, _ = listener.accept()
            with customer:
                print("asked:", customer.recv(1000).decode())
                answer = input()  # 想好了再回答，不着急 | the answer takes as long as it takes
                with contextlib.suppress(OSError):  # 也许已经走了 | the customer may have left
                    customer.sendall(answer.encode())


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt, EOFError):
        main()
