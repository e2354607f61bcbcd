import errno
import socket


def main() -> None:
    udp6 = (socket.AF_INET6, socket.SOCK_DGRAM)
    with socket.socket(*udp6) as receiver, socket.socket(*udp6) as sender:
        receiver.bind(("::1", 0))
        for size in (65527, 65528):
            try:
                sender.sendto(bytes(size), receiver.getsockname())
            except OSError as error:
                too_long = error.errno == errno.EMSGSIZE
                print(f"{size} bytes: {error.strerror}, EMSGSIZE: {too_long}")
            else:
                print(f"{size} bytes: received {len(receiver.recv(65535))}")


if __name__ == "__main__":
    main()
