import socket
import threading

COUNT = 100


def send_all(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as sender:
        for _ in range(COUNT):
            sender.sendall(bytes(500))


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        # 同样小的接收缓冲区，accept() 得到的套接字会继承 | as small; accept() passes it on
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = threading.Thread(target=send_all, args=[listener.getsockname()])
        thread.start()
        connection, _ = listener.accept()
        with connection:
            received = 0
            while chunk := connection.recv(65536):
                received += len(chunk)
        thread.join()
    print(f"received {received} of {COUNT * 500} bytes")


if __name__ == "__main__":
    main()
