import socket

NOBODY = ("127.0.0.1", 9102)
ANSWER_TIMEOUT = 2  # 秒，这里用不着等这么久 | seconds, far more than is needed here


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(ANSWER_TIMEOUT)
        # 一个字节也不发，只记下对方是谁 | sends nothing, only notes who the peer is
        sock.connect(NOBODY)
        print("connect(): no error")
        sock.send(b"anybody there?")
        print("send(): no error")
        try:
            sock.recv(2048)
        except ConnectionRefusedError as error:
            print(f"recv(): {type(error).__name__}, {error.strerror}")


if __name__ == "__main__":
    main()
