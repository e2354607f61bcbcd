import socket

ADDRESS = ("127.0.0.1", 9131)
IP_MTU = 14  # Linux 的编号，socket 模块没有这个名字 | Linux's number, not named in socket


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        # 只有连接过的套接字才知道走哪条路 | only a connected socket knows its path
        sock.connect(ADDRESS)
        mtu = sock.getsockopt(socket.IPPROTO_IP, IP_MTU)
        print(f"MTU towards {ADDRESS[0]}: {mtu}, room for a payload of {mtu - 20 - 8}")


if __name__ == "__main__":
    main()
