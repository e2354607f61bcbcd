import socket

SERVER = ("127.0.0.1", 9103)
CLIENTS = [("127.0.0.1", 9104), ("127.0.0.1", 9105)]


def main() -> None:
    udp = (socket.AF_INET, socket.SOCK_DGRAM)
    with socket.socket(*udp) as server, socket.socket(*udp) as one, socket.socket(*udp) as two:
        server.bind(SERVER)
        one.bind(CLIENTS[0])
        two.bind(CLIENTS[1])
        # 知道地址就能先开口 | who knows the address may speak first
        for client in CLIENTS:
            server.sendto(b"I speak first", client)
        print("client one:", one.recv(2048).decode())
        print("client two:", two.recv(2048).decode())


if __name__ == "__main__":
    main()
