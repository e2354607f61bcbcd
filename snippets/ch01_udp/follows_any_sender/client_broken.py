import contextlib
import socket
import sys

SERVER = ("127.0.0.1", 9161)
ADDRESS = ("127.0.0.1", 9162)


def main() -> None:
    peer = SERVER
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(ADDRESS)
        print("type a line:")
        for line in sys.stdin:
            sock.sendto(line.strip().encode(), peer)
            # 错：谁来了信，下一句就发给谁 | wrong: whoever writes gets the next line
            answer, peer = sock.recvfrom(2048)
            print("answer:", answer)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
