import socket
from contextlib import ExitStack

LOOPBACK = ("127.0.0.1", 0)  # 端口 0：由内核挑一个 | port 0: the kernel picks one
CLIENTS = 3


def udp(stack: ExitStack) -> int:
    server = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    server.bind(LOOPBACK)
    for _ in range(CLIENTS):
        client = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        client.sendto(b"hello", server.getsockname())
    senders = {server.recvfrom(2048)[1] for _ in range(CLIENTS)}
    print(f"UDP: 1 server socket heard {len(senders)} clients")
    return 1


def tcp(stack: ExitStack) -> int:
    listener = stack.enter_context(socket.create_server(LOOPBACK))
    talking = []
    for _ in range(CLIENTS):
        client = stack.enter_context(socket.create_connection(listener.getsockname()))
        client.sendall(b"hello")
        # 每个客户端换来一个新套接字 | every client costs a new socket
        talking.append(stack.enter_context(listener.accept()[0]))
    heard = [connection.recv(2048) for connection in talking]
    print(f"TCP: 1 socket listened, {len(talking)} more heard {len(heard)} clients")
    return 1 + len(talking)


def main() -> None:
    with ExitStack() as stack:
        print("server sockets:", udp(stack), "for UDP,", tcp(stack), "for TCP")


if __name__ == "__main__":
    main()
