import os
import select
import socket

ADDRESS = ("127.0.0.1", 9202)


def connect() -> str:
    with socket.socket() as client:
        client.setblocking(False)
        try:
            client.connect(ADDRESS)
        except BlockingIOError:
            # 有了结果，套接字就变成可写 | once there is a result, the socket becomes writable
            select.select([], [client], [])
        return os.strerror(client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))


def main() -> None:
    print("nobody listens:", connect())
    with socket.create_server(ADDRESS):
        print("somebody listens:", connect())


if __name__ == "__main__":
    main()
