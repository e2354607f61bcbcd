import socket

MESSAGES = [b"one", b"two", b"", b"four"]


def main() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        sender = socket.create_connection(listener.getsockname())
        receiver, _ = listener.accept()
        with receiver:
            with sender:
                for message in MESSAGES:
                    sender.sendall(message)
            # 收满 1024 字节或对方关闭才返回 | returns at 1024 bytes or at the end of the stream
            print("recv():", receiver.recv(1024, socket.MSG_WAITALL))
            print("recv():", receiver.recv(1024))


if __name__ == "__main__":
    main()
