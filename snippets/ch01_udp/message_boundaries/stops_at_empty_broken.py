import socket

MESSAGES = [b"one", b"two", b"", b"four"]


def main() -> None:
    udp = (socket.AF_INET, socket.SOCK_DGRAM)
    with socket.socket(*udp) as receiver, socket.socket(*udp) as sender:
        receiver.bind(("127.0.0.1", 0))
        sender.connect(receiver.getsockname())
        for message in MESSAGES:
            sender.send(message)
        # 错：TCP 的习惯，把 b"" 当成结束 | wrong: a habit from TCP that takes b"" for the end
        while message := receiver.recv(1024):
            print("recv():", message)
        print("end of data, or so it seems; still unread:", receiver.recv(1024))


if __name__ == "__main__":
    main()
