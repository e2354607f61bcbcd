import socket

NOBODY = ("127.0.0.1", 9102)


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        try:
            # 握手在发任何数据之前进行 | the handshake comes before any data
            sock.connect(NOBODY)
        except ConnectionRefusedError as error:
            print(f"connect(): {type(error).__name__}")


if __name__ == "__main__":
    main()
