import socket
import sys

ADDRESS = ("127.0.0.1", 9101)


def main() -> None:
    text = sys.argv[1] if len(sys.argv) > 1 else "hello"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        # 返回值只说明内核收下了这些字节 | the result says only that the kernel took the bytes
        count = sock.sendto(text.encode(), ADDRESS)
        print(f"sendto() took {count} bytes and raised nothing")


if __name__ == "__main__":
    main()
