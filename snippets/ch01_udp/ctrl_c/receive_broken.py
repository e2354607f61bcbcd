import socket

ADDRESS = ("127.0.0.1", 9121)


def main() -> None:
    sock = socket.socket(type=socket.SOCK_DGRAM)
    sock.bind(ADDRESS)
    print("listening")
    while True:
        datagram, _ = sock.recvfrom(65535)
        print("received", datagram)
    # 永远执行不到 | never reached
    sock.close()
    print("closed")


if __name__ == "__main__":
    main()
