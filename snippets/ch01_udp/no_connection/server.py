import contextlib
import socket

ADDRESS = ("127.0.0.1", 9101)


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(ADDRESS)
        print("listening")
        # 没有 listen()，没有 accept()：等一条数据报就行 | no listen(), no accept(): just wait
        datagram, sender = server.recvfrom(2048)
        print(f"received {datagram!r} from 127.0.0.1:{sender[1]}")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
