import contextlib
import hmac
import secrets
import socket

ADDRESS = ("127.0.0.1", 9221)
KEY = b"whoever reads the program knows the key"


def main() -> None:
    with socket.create_server(ADDRESS) as listener:
        print("listening")
        while True:
            conn, address = listener.accept()
            print("connected", address)
            nonce = secrets.token_bytes(32)
            conn.sendall(nonce)
            answer = conn.recv(32)
            if not hmac.compare_digest(answer, hmac.digest(KEY, nonce, "sha256")):
                print("refused", address)
                conn.close()
                continue
            print("accepted", address)
            while data := conn.recv(1024):
                conn.sendall(data.upper())


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
