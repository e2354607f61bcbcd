import contextlib
import json
import socket

ADDRESS = ("127.0.0.1", 9151)


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(ADDRESS)
        print("listening")
        while True:
            datagram, _ = server.recvfrom(1024)
            # 错：把陌生人发来的字节当成好消息 | wrong: trusts bytes sent by strangers
            message = json.loads(datagram.decode("utf-8"))
            print(f"{message['name']}: {message['text']}")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
