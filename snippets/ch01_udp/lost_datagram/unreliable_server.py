import contextlib
import socket
import sys

ADDRESS = ("127.0.0.1", 9181)


def main() -> None:
    mode = sys.argv[1] if len(sys.argv) > 1 else "lose"
    seen = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(ADDRESS)
        print("listening, mode:", mode)
        while True:
            question, client = server.recvfrom(2048)
            if mode == "lose" and (question, client) not in seen:
                # 装作这条数据报在路上丢了 | as if this datagram had been lost on its way
                seen.add((question, client))
                print("lost", question)
                continue
            for _ in range(2 if mode == "repeat" else 1):
                server.sendto(question + b" -> understood", client)
            print("answered", question)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
