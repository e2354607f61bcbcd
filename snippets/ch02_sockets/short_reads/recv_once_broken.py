import hmac
import socket

KEY = b"a key for this example only"


def main() -> None:
    digest = hmac.digest(KEY, b"nonce", "sha256")
    client, server = socket.socketpair()
    with client, server:
        client.sendall(digest[:16])
        answer = server.recv(32)  # 错：以为 32 就是 32 | wrong: takes 32 for a promise
        client.sendall(digest[16:])
        print(f"asked for 32 bytes, received {len(answer)}")
        print("legal:", hmac.compare_digest(answer, digest))


if __name__ == "__main__":
    main()
