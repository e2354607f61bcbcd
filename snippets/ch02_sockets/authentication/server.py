import contextlib
import hmac
import secrets
import socket
import struct
import sys
import threading
import time
from pathlib import Path

ADDRESS = ("127.0.0.1", 9231)
KEY_FILE = "secret.key"
HANDSHAKE_TIME = 2  # 秒，整个认证 | seconds for the whole handshake
IDLE_TIME = 60  # 秒，等下一条消息 | seconds until the next message
SEND_TIME = 3  # 秒，发送一条消息 | seconds to send one message
LINGER_TIME = 1  # 秒，拒绝之后 | seconds after a refusal
LONGEST = 65536  # 字节，一条消息 | bytes in a message
MAX_CLIENTS = 20


def recv_exactly(conn: socket.socket, size: int, deadline: float) -> bytes:
    data = b""
    while len(data) < size:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        conn.settimeout(left)
        chunk = conn.recv(size - len(data))
        if not chunk:
            raise ConnectionError("it left")
        data += chunk
    return data


def receive(conn: socket.socket, longest: int, deadline: float) -> bytes:
    (size,) = struct.unpack("!I", recv_exactly(conn, 4, deadline))
    if size > longest:
        raise ValueError(f"a message of {size} bytes")
    return recv_exactly(conn, size, deadline)


def send(conn: socket.socket, message: bytes) -> None:
    conn.settimeout(SEND_TIME)
    conn.sendall(struct.pack("!I", len(message)) + message)


def is_legal(conn: socket.socket, key: bytes) -> bool:
    deadline = time.monotonic() + HANDSHAKE_TIME
    nonce = secrets.token_bytes(32)  # 每个连接一个新的 | a new one for each connection
    send(conn, nonce)
    try:
        answer = receive(conn, 32, deadline)
    except (TimeoutError, ValueError):
        return False
    return hmac.compare_digest(answer, hmac.digest(key, nonce, "sha256"))


def refuse(conn: socket.socket) -> None:
    send(conn, b"refused")
    conn.shutdown(socket.SHUT_WR)
    # 还有没读的就关闭，会变成重置 | closed with data unread, the connection would be reset
    with contextlib.suppress(OSError):
        recv_exactly(conn, LONGEST, time.monotonic() + LINGER_TIME)


def talk(conn: socket.socket, name: str, key: bytes) -> None:
    if not is_legal(conn, key):
        print(f"{name} refused")
        refuse(conn)
        return
    print(f"{name} accepted")
    send(conn, b"welcome")
    while True:
        message = receive(conn, LONGEST, time.monotonic() + IDLE_TIME)
        print(f"{name} said {message.decode(errors='replace')[:40]!r}")
        send(conn, message)


def serve(
    conn: socket.socket,
    name: str,
    key: bytes,
    clients: set[socket.socket],
    places: threading.Semaphore,
) -> None:
    try:
        with conn:
            talk(conn, name, key)
    except (OSError, ValueError) as error:
        print(f"{name} gone: {error}")
    finally:
        clients.discard(conn)
        places.release()


def hang_up(clients: set[socket.socket]) -> None:
    for conn in clients.copy():
        with contextlib.suppress(OSError):  # 它可能刚走 | it may just have left
            conn.shutdown(socket.SHUT_RDWR)


def main() -> None:
    if not Path(KEY_FILE).exists():
        sys.exit("run make_key.py first")
    key = Path(KEY_FILE).read_bytes()
    places = threading.BoundedSemaphore(MAX_CLIENTS)
    clients: set[socket.socket] = set()
    with socket.create_server(ADDRESS) as listener:
        print("listening")
        try:
            while True:
                places.acquire()
                conn, (host, port) = listener.accept()
                clients.add(conn)
                arguments = [conn, f"{host}:{port}", key, clients, places]
                threading.Thread(target=serve, args=arguments).start()
        finally:
            hang_up(clients)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
