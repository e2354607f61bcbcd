import socket

TEXT = "跑" * 400
LARGEST_DATAGRAM = 65535  # 比任何 UDP 数据报都大 | more than any UDP datagram holds


def main() -> None:
    udp = (socket.AF_INET, socket.SOCK_DGRAM)
    with socket.socket(*udp) as receiver, socket.socket(*udp) as sender:
        receiver.bind(("127.0.0.1", 0))
        sender.connect(receiver.getsockname())
        sender.send(TEXT.encode())
        datagram, _ = receiver.recvfrom(LARGEST_DATAGRAM)
        print(f"received {len(datagram)} bytes, whole: {datagram.decode() == TEXT}")


if __name__ == "__main__":
    main()
