import errno
import socket


def main() -> None:
    udp = (socket.AF_INET, socket.SOCK_DGRAM)
    with socket.socket(*udp) as receiver, socket.socket(*udp) as sender:
        receiver.bind(("127.0.0.1", 0))
        for size in (65507, 65508):
            try:
                sender.sendto(bytes(size), receiver.getsockname())
            except OSError as error:
                too_long = error.errno == errno.EMSGSIZE
                print(f"{size} bytes: {error.strerror}, EMSGSIZE: {too_long}")
            else:
                print(f"{size} bytes: received {len(receiver.recv(65535))}")


if __name__ == "__main__":
    main()
