import socket
import sys

ADDRESS = ("127.0.0.1", 9330)


def main():
    size = int(sys.argv[1]) if sys.argv[1:] else 5
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(ADDRESS)
        sock.settimeout(10)
        sock.send(b"x" * size)
        print("sent", size, "bytes, received", len(sock.recv(65535)))


if __name__ == "__main__":
    main()
