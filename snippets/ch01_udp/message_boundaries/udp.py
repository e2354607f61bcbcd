import socket

MESSAGES = [b"one", b"two", b"", b"four"]


def main() -> None:
    udp = (socket.AF_INET, socket.SOCK_DGRAM)
    with socket.socket(*udp) as receiver, socket.socket(*udp) as sender:
        receiver.bind(("127.0.0.1", 0))
        sender.connect(receiver.getsockname())
        # 全部发完，才开始收 | everything is sent before anything is received
        for message in MESSAGES:
            sender.send(message)
        for _ in MESSAGES:
            print("recv():", receiver.recv(1024))


if __name__ == "__main__":
    main()
