import contextlib
import socket

ADDRESS = ("127.0.0.1", 9163)
VICTIM = ("127.0.0.1", 9162)


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(ADDRESS)
        sock.sendto(b"I am the server, trust me", VICTIM)
        print("sent a false answer, waiting")
        while True:
            datagram, _ = sock.recvfrom(2048)
            print("rogue received", datagram)
            sock.sendto(b"thank you, says the rogue", VICTIM)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
