import socket

NOBODY = ("127.0.0.1", 9102)
ANSWER_TIMEOUT = 0.3  # 秒，只为让程序结束 | seconds, only so that the program ends


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(ANSWER_TIMEOUT)
        sock.sendto(b"anybody there?", NOBODY)
        print("sendto(): no error")
        try:
            sock.recvfrom(2048)
        except TimeoutError:
            print("recvfrom(): TimeoutError, no sign of what went wrong")


if __name__ == "__main__":
    main()
