import socket


def main() -> None:
    sock = socket.socket(type=socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    print("listening")
    while True:
        sock.recvfrom(65535)
    # 永远执行不到 | never reached
    sock.close()
    print("closed")


if __name__ == "__main__":
    main()
