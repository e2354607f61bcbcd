import errno
import socket

IPV6_MTU = 24  # Linux 的编号，socket 模块没有这个名字 | Linux's number, not named in socket


def main() -> None:
    udp6 = (socket.AF_INET6, socket.SOCK_DGRAM)
    with socket.socket(*udp6) as receiver, socket.socket(*udp6) as sender:
        receiver.bind(("::1", 0))
        sender.connect(receiver.getsockname())
        # 让这个套接字当作在以太网上，并禁止分片 | as if on Ethernet, and never in fragments
        sender.setsockopt(socket.IPPROTO_IPV6, IPV6_MTU, 1500)
        sender.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_DONTFRAG, 1)
        for size in (1452, 1453):
            try:
                sender.send(bytes(size))
            except OSError as error:
                too_long = error.errno == errno.EMSGSIZE
                print(f"{size} bytes: {error.strerror}, EMSGSIZE: {too_long}")
            else:
                print(f"{size} bytes: received {len(receiver.recv(2048))}")


if __name__ == "__main__":
    main()
