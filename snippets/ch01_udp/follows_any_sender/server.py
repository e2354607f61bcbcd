import contextlib
import socket

ADDRESS = ("127.0.0.1", 9161)


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(ADDRESS)
        print("listening")
        while True:
            datagram, client = server.recvfrom(2048)
            server.sendto(b"answer from the server", client)
            print("server answered", datagram)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
