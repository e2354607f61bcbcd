import contextlib
import socket


def main() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        print("listening")
        while True:
            sock.recvfrom(65535)


if __name__ == "__main__":
    # 只接 Ctrl-C，别的错误照样看得见 | only Ctrl-C: every other error still shows
    with contextlib.suppress(KeyboardInterrupt):
        main()
    print("closed")
