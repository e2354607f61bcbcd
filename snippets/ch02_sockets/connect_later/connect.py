import contextlib
import os
import select
import socket

ADDRESS = ("127.0.0.1", 9202)


def start_connecting() -> socket.socket:
    client = socket.socket()
    client.setblocking(False)
    with contextlib.suppress(BlockingIOError):  # 正在进行 | in progress
        client.connect(ADDRESS)
    return client


def so_error(client: socket.socket) -> str:
    return os.strerror(client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))


def result(client: socket.socket) -> str:
    with client:
        # 有了结果，套接字就变成可写 | once there is a result, the socket becomes writable
        select.select([], [client], [])
        return so_error(client)


def main() -> None:
    print("nobody listens:", result(start_connecting()))
    with socket.create_server(ADDRESS, backlog=0) as listener:
        print("somebody listens:", result(start_connecting()))
        # 刚才的连接占满了队列 | that connection fills the queue
        select.select([listener], [], [])
        client = start_connecting()
        print("too early to ask:", so_error(client))
    print("no longer listens:", result(client))


if __name__ == "__main__":
    main()
