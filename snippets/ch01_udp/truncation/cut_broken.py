import socket

TEXT = "跑" * 400


def main() -> None:
    udp = (socket.AF_INET, socket.SOCK_DGRAM)
    with socket.socket(*udp) as receiver, socket.socket(*udp) as sender:
        receiver.bind(("127.0.0.1", 0))
        sender.connect(receiver.getsockname())
        print("sent", sender.send(TEXT.encode()), "bytes, then a short one")
        sender.send(b"the next datagram")
        # 错：多出来的字节被丢掉，没有任何提示 | wrong: the bytes beyond are dropped, unannounced
        datagram, _ = receiver.recvfrom(1024)
        print("received", len(datagram), "bytes")
        print("received", receiver.recvfrom(1024)[0])
        try:
            datagram.decode()
        except UnicodeDecodeError as error:
            print(f"byte {error.start} starts a character that was cut: {error.reason}")


if __name__ == "__main__":
    main()
