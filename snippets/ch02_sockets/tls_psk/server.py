import contextlib
import socket
import ssl
import threading
from pathlib import Path

ADDRESS = ("127.0.0.1", 9241)
HANDSHAKE_TIME = 2  # 秒，整个握手 | seconds for the whole handshake
IDLE_TIME = 60  # 秒 | seconds
MAX_CLIENTS = 20


def make_context(keys: dict[str, bytes]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    # 空密钥就是拒绝 | an empty key is a refusal
    context.set_psk_server_callback(lambda identity: keys.get(identity or "", b""))
    return context


def serve(conn: socket.socket, name: str, context: ssl.SSLContext) -> None:
    conn.settimeout(HANDSHAKE_TIME)
    with conn, context.wrap_socket(conn, server_side=True) as tls:
        print(f"{name} accepted, {tls.version()}")
        tls.settimeout(IDLE_TIME)
        while data := tls.recv(4096):
            print(f"{name} sent {len(data)} bytes")
            tls.sendall(data)
        print(f"{name} gone")


def serve_one(
    conn: socket.socket, name: str, context: ssl.SSLContext, places: threading.Semaphore
) -> None:
    try:
        serve(conn, name, context)
    except OSError as error:  # ssl.SSLError 也是 | ssl.SSLError is one of them
        print(f"{name} dropped: {type(error).__name__}")
    finally:
        places.release()


def main() -> None:
    context = make_context({"alice": Path("secret.key").read_bytes()})
    places = threading.BoundedSemaphore(MAX_CLIENTS)
    with socket.create_server(ADDRESS) as listener:
        print("listening")
        while True:
            places.acquire()
            conn, (host, port) = listener.accept()
            arguments = [conn, f"{host}:{port}", context, places]
            threading.Thread(target=serve_one, args=arguments, daemon=True).start()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
