import contextlib
import secrets
from multiprocessing import AuthenticationError
from multiprocessing.connection import Listener
from pathlib import Path

ADDRESS = ("127.0.0.1", 9310)
KEY_FILE = Path("secret.key")


def read_key():
    if not KEY_FILE.exists():
        KEY_FILE.touch(mode=0o600)
        KEY_FILE.write_bytes(secrets.token_bytes(32))
    return KEY_FILE.read_bytes()


def main():
    with Listener(ADDRESS, authkey=read_key()) as listener:
        print("listening")
        while True:
            try:
                with listener.accept() as conn:
                    print("accepted")
                    conn.send("welcome")
                    print("received:", conn.recv())
            except AuthenticationError as error:
                print(f"AuthenticationError: {error}")
            except (OSError, EOFError) as error:
                print(f"gone: {type(error).__name__}")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
