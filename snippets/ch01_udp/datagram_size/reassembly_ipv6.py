import socket

IPV6_RECVFRAGSIZE = 77  # Linux 的编号，socket 模块没有这个名字 | Linux's number, not in socket
LOOPBACK_MTU = 65536  # Linux 回环接口的默认值 | what Linux gives its loopback interface


def main() -> None:
    udp6 = (socket.AF_INET6, socket.SOCK_DGRAM)
    with socket.socket(*udp6) as receiver, socket.socket(*udp6) as sender:
        receiver.bind(("::1", 0))
        receiver.setsockopt(socket.IPPROTO_IPV6, IPV6_RECVFRAGSIZE, 1)
        fits = LOOPBACK_MTU - 40 - 8
        for size in (fits, fits + 1):
            sender.sendto(bytes(size), receiver.getsockname())
            # 附带信息只在拼装过分片时出现 | the note comes only with a reassembled datagram
            datagram, notes, _, _ = receiver.recvmsg(65535, 64)
            way = "in fragments" if notes else "in one packet"
            print(f"sent {size} bytes, they came {way}, recvmsg() returned {len(datagram)}")


if __name__ == "__main__":
    main()
