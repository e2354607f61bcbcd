import contextlib
import json
import socket

ADDRESS = ("127.0.0.1", 9151)
LARGEST_DATAGRAM = 65535
LIMIT = 1024  # 字节 | bytes


def decode(datagram: bytes) -> tuple[str, str]:
    if len(datagram) > LIMIT:
        raise ValueError("too long")
    try:
        message = json.loads(datagram.decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except (ValueError, RecursionError):  # 嵌套太深时，3.11 用后者 | 3.11: nested too deeply
        raise ValueError("not JSON") from None
    match message:
        case {"name": str(name), "text": str(text)}:
            return name, text
    raise ValueError("not an object with a name and a text")


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(ADDRESS)
        print("listening")
        while True:
            datagram, _ = server.recvfrom(LARGEST_DATAGRAM)
            try:
                name, text = decode(datagram)
            except ValueError as error:
                print(f"ignored {len(datagram)} bytes: {error}")
            else:
                # !r 让控制字符现形 | !r makes control characters visible
                print(f"{name!r} says {text!r}")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
