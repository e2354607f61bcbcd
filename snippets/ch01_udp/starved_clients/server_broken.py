import contextlib
import socket

ADDRESS = ("127.0.0.1", 9171)


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(ADDRESS)
        print("listening")
        while True:
            datagram, client = server.recvfrom(2048)
            print(f"received {datagram.decode(errors='replace')!r}")
            # 错：等键盘的时候，谁的数据报都没人收 | wrong: nobody is heard while this waits
            answer = input("your answer: ")
            server.sendto(answer.encode(), client)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
