import contextlib
import hmac
import socket
import struct
import sys
from pathlib import Path

KEY_FILE = "secret.key"
PORT = 9231
LONGEST = 65536  # 字节 | bytes
TIMEOUT = 10  # 秒 | seconds


def recv_exactly(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        chunk = sock.recv(size - len(data))
        if not chunk:
            raise ConnectionError("the server has closed the connection")
        data += chunk
    return data


def receive(sock: socket.socket) -> bytes:
    (size,) = struct.unpack("!I", recv_exactly(sock, 4))
    if size > LONGEST:
        raise ConnectionError(f"the server announced {size} bytes")
    return recv_exactly(sock, size)


def send(sock: socket.socket, message: bytes) -> None:
    sock.sendall(struct.pack("!I", len(message)) + message)


def main() -> None:
    key = Path(sys.argv[1] if sys.argv[1:] else KEY_FILE).read_bytes()
    port = int(sys.argv[2]) if sys.argv[2:] else PORT
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT) as sock:
        nonce = receive(sock)
        send(sock, hmac.digest(key, nonce, "sha256"))
        verdict = receive(sock)
        print("server:", verdict.decode())
        if verdict != b"welcome":
            return
        for line in sys.stdin:
            send(sock, line.strip().encode())
            print("echo:", receive(sock).decode())


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        try:
            main()
        except OSError as error:
            sys.exit(f"stopped: {error}")
