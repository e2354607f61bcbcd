import socket

TEXT = "跑" * 400


def main() -> None:
    udp = (socket.AF_INET, socket.SOCK_DGRAM)
    with socket.socket(*udp) as receiver, socket.socket(*udp) as sender:
        receiver.bind(("127.0.0.1", 0))
        sender.connect(receiver.getsockname())
        sender.send(TEXT.encode())
        buffer = bytearray(1024)
        # 传 MSG_TRUNC：Linux 返回真实长度 | MSG_TRUNC passed in: Linux returns the true length
        length = receiver.recv_into(buffer, len(buffer), socket.MSG_TRUNC)
        print(f"the datagram had {length} bytes, the buffer holds {len(buffer)}")


if __name__ == "__main__":
    main()
