import socket

TEXT = "跑" * 400


def main() -> None:
    udp = (socket.AF_INET, socket.SOCK_DGRAM)
    with socket.socket(*udp) as receiver, socket.socket(*udp) as sender:
        receiver.bind(("127.0.0.1", 0))
        sender.connect(receiver.getsockname())
        sender.send(TEXT.encode())
        sender.send(b"the next datagram")
        for _ in range(2):
            datagram, _, flags, _ = receiver.recvmsg(1024)
            cut = bool(flags & socket.MSG_TRUNC)
            print(f"received {len(datagram)} bytes, cut: {cut}")


if __name__ == "__main__":
    main()
