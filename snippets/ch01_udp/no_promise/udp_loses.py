import contextlib
import socket

COUNT = 100
PATIENCE = 1  # 秒：这么久没有新数据报就不再等 | seconds without a datagram after which we stop


def main() -> None:
    udp = (socket.AF_INET, socket.SOCK_DGRAM)
    with socket.socket(*udp) as receiver, socket.socket(*udp) as sender:
        # 接收缓冲区故意很小 | the receive buffer is small on purpose
        receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(PATIENCE)
        sender.connect(receiver.getsockname())
        for _ in range(COUNT):
            sender.send(bytes(500))
        print(f"{COUNT} calls of send(), each of them succeeded")
        received = 0
        with contextlib.suppress(TimeoutError):
            while received < COUNT:
                receiver.recv(1024)
                received += 1
        pending = sender.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        print("some datagrams arrived:", received > 0)
        print("some datagrams are lost:", received < COUNT)
        print("error waiting for the sender:", pending or None)


if __name__ == "__main__":
    main()
