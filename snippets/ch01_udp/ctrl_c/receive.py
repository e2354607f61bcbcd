import contextlib
import socket

ADDRESS = ("127.0.0.1", 9121)


def main() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.bind(ADDRESS)
        print("listening")
        while True:
            datagram, _ = sock.recvfrom(65535)
            print("received", datagram)


if __name__ == "__main__":
    # 只接 Ctrl-C，别的错误照样看得见 | only Ctrl-C: every other error still shows
    with contextlib.suppress(KeyboardInterrupt):
        main()
    print("closed")
