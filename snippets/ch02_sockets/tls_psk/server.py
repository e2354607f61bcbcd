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


def talk(tls: ssl.SSLSocket, name: str) -> None:
    tls.settimeout(HANDSHAKE_TIME)
    tls.do_handshake()
    print(f"{name} accepted, {tls.version()}")
    tls.settimeout(IDLE_TIME)
    while data := tls.recv(4096):
        print(f"{name} sent {len(data)} bytes")
        tls.sendall(data)
    print(f"{name} gone")


def serve(
    conn: socket.socket,
    name: str,
    context: ssl.SSLContext,
    clients: set[ssl.SSLSocket],
    places: threading.Semaphore,
) -> None:
    try:
        # 握手留到有期限之后 | the handshake waits until there is a time limit
        with context.wrap_socket(conn, True, do_handshake_on_connect=False) as tls:
            clients.add(tls)
            try:
                talk(tls, name)
            finally:
                clients.discard(tls)
    except OSError as error:  # ssl.SSLError 也是 | ssl.SSLError is one of them
        print(f"{name} dropped: {type(error).__name__}")
    finally:
        places.release()


def hang_up(clients: set[ssl.SSLSocket]) -> None:
    for tls in clients.copy():
        with contextlib.suppress(OSError):  # 它可能刚走 | it may just have left
            tls.shutdown(socket.SHUT_RDWR)


def main() -> None:
    context = make_context({"alice": Path("secret.key").read_bytes()})
    places = threading.BoundedSemaphore(MAX_CLIENTS)
    clients: set[ssl.SSLSocket] = set()
    with socket.create_server(ADDRESS) as listener:
        print("listening")
        try:
            while True:
                places.acquire()
                conn, (host, port) = listener.accept()
                arguments = [conn, f"{host}:{port}", context, clients, places]
                threading.Thread(target=serve, args=arguments).start()
        finally:
            hang_up(clients)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
