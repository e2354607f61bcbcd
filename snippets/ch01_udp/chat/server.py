import contextlib
import json
import socket

ADDRESS = ("127.0.0.1", 9191)
LARGEST_DATAGRAM = 65535
LIMIT = 1232  # 字节，几乎哪条路都装得下 | bytes, small enough for nearly any path
MAX_CLIENTS = 100


def decode(datagram: bytes) -> tuple[str, str]:
    if len(datagram) > LIMIT:
        raise ValueError(f"longer than {LIMIT} bytes")
    try:
        message = json.loads(datagram.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ValueError("not JSON in UTF-8") from None
    match message:
        case {"name": str(name), "text": str(text)}:
            return name, text
    raise ValueError("not an object with a name and a text")


def visible(text: str) -> str:
    # 看不见的字符写成转义 | what cannot be seen is written as an escape
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def main() -> None:
    clients: dict[str, tuple[str, int]] = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(ADDRESS)
        print("listening")
        while True:
            try:
                datagram, sender = server.recvfrom(LARGEST_DATAGRAM)
                name, text = decode(datagram)
            except ConnectionResetError:  # 只有 Windows 会这样 | only Windows does this
                continue
            except ValueError as error:
                print(f"ignored {len(datagram)} bytes: {error}")
                continue
            # 名字归第一个用它的地址 | a name belongs to the first address that uses it
            if clients.get(name, sender) != sender:
                print(f"ignored {len(datagram)} bytes: the name is taken")
                continue
            print(visible(f"{name}: {text}" if text else f"{name} left"))
            clients.pop(name, None)
            if text:
                clients[name] = sender
            if len(clients) > MAX_CLIENTS:
                # 最久没说话的让出位置 | the one silent for longest makes room
                del clients[next(iter(clients))]
            for address in clients.values():
                server.sendto(datagram, address)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
