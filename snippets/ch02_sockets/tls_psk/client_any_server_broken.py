import contextlib
import socket
import ssl
import sys
from pathlib import Path

PORT = 9241
TIMEOUT = 10  # 秒 | seconds


def make_context(key: bytes) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    # 错：有证书的陌生人也行 | wrong: any stranger with a certificate will do
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_psk_client_callback(lambda _: ("alice", key))
    return context


def recv_exactly(sock: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        chunk = sock.recv(size - len(data))
        if not chunk:
            raise ConnectionError("the server has closed the connection")
        data += chunk
    return data


def main() -> None:
    key = Path(sys.argv[1] if sys.argv[1:] else "secret.key").read_bytes()
    port = int(sys.argv[2]) if sys.argv[2:] else PORT
    with (
        socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT) as sock,
        make_context(key).wrap_socket(sock) as tls,
    ):
        print("connected,", tls.version())
        for line in sys.stdin:
            message = line.strip().encode()
            tls.sendall(message)
            print("echo:", recv_exactly(tls, len(message)).decode())


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        try:
            main()
        except OSError:
            sys.exit("stopped: the connection is refused or broken off")
