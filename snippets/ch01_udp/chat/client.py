import contextlib
import itertools
import json
import socket
import sys
import threading

ADDRESS = ("127.0.0.1", 9191)
LARGEST_DATAGRAM = 65535
LIMIT = 1232  # 字节 | bytes
ECHO_TIMEOUT = 2  # 秒 | seconds
GREETING = "大家好"


def encode(name: str, text: str) -> bytes:
    message = {"name": name, "text": text}
    return json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")


def visible(text: str) -> str:
    # 看不见的字符写成转义 | what cannot be seen is written as an escape
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def receive(sock: socket.socket, receipts: dict[bytes, threading.Event]) -> None:
    while True:
        try:
            datagram = sock.recv(LARGEST_DATAGRAM)
            match json.loads(datagram.decode("utf-8")):
                case {"name": str(name), "text": str(text)}:
                    print(visible(f"{name}: {text}" if text else f"{name} left"))
            if receipt := receipts.get(datagram):
                receipt.set()
        except ConnectionError:  # 没有服务端：也就没有回执 | no server, hence no receipt
            continue
        except OSError:  # main() 关了套接字 | main() has closed the socket
            return
        except (ValueError, RecursionError):
            print("ignored a broken datagram")


def talk(sock: socket.socket, name: str, receipts: dict[bytes, threading.Event]) -> None:
    for line in itertools.chain([GREETING], sys.stdin):
        datagram = encode(name, line.strip())
        if len(datagram) > LIMIT:
            print(f"not sent: {len(datagram)} bytes, the limit is {LIMIT}")
        elif line.strip():
            receipt = receipts[datagram] = threading.Event()
            with contextlib.suppress(ConnectionError):  # 上一条被拒收 | the last one was refused
                sock.send(datagram)
            # 服务端把消息也发回给作者：这就是回执 | the author's own copy is the receipt
            if not receipt.wait(ECHO_TIMEOUT):
                print("no receipt: the message may be lost")
            del receipts[datagram]


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "guest"
    receipts: dict[bytes, threading.Event] = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        # 只收服务端的，也只发给服务端 | hears only the server, and speaks only to it
        sock.connect(ADDRESS)
        threading.Thread(target=receive, args=[sock, receipts], daemon=True).start()
        try:
            talk(sock, name, receipts)
        finally:
            with contextlib.suppress(ConnectionError):
                sock.send(encode(name, ""))  # 空消息表示离开 | an empty text means goodbye


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
