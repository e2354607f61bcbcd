import socket
import threading

DATA = bytes(50_000)


def main() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # 同样小的接收缓冲区，accept() 得到的套接字会继承 | as small; accept() passes it on
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sender = socket.create_connection(listener.getsockname())
        receiver, _ = listener.accept()
    with sender, receiver:
        sender.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        # 该等的时候不等，而是抛出 BlockingIOError | where it would wait, it raises this error
        sender.setblocking(False)
        taken = 0
        try:
            while taken < len(DATA):
                taken += sender.send(DATA[taken:])
        except BlockingIOError as error:
            print("while nobody reads, some bytes are taken:", taken > 0)
            print("and then send() has to wait:", type(error).__name__)
        sender.setblocking(True)
        thread = threading.Thread(target=sender.sendall, args=[DATA[taken:]])
        thread.start()
        # 收满才返回 | returns when all of it is there
        received = len(receiver.recv(len(DATA), socket.MSG_WAITALL))
        thread.join()
    print(f"received {received} of {len(DATA)} bytes")


if __name__ == "__main__":
    main()
