import json
import socket
import sys

ADDRESS = ("127.0.0.1", 9151)
BAD = {
    "not-utf8": b"\xff",
    "not-json": b"hi",
    "empty": b"",
    "not-an-object": b"[]",
    "no-name": b'{"text": "hi"}',
    "nested": b"[" * 1024,
    "too-long": json.dumps({"name": "eve", "text": "你" * 200}).encode(),
    "wrong-type": b'{"name": "eve", "text": ["hi"]}',
    "escape": json.dumps({"name": "\x1b[31mroot", "text": "\x1b[2Jobey"}).encode(),
}


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for kind in sys.argv[1:] or BAD:
            sock.sendto(BAD[kind], ADDRESS)
            print("sent", kind)
        good = {"name": "小明", "text": "还在吗？"}
        sock.sendto(json.dumps(good).encode(), ADDRESS)


if __name__ == "__main__":
    main()
