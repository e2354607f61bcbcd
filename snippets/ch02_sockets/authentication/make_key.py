import os
import secrets
import sys

KEY_FILE = "secret.key"


def private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)  # 只有自己能读 | only its owner may read it


def main() -> None:
    try:
        with open(KEY_FILE, "xb", opener=private) as file:  # x：绝不覆盖 | x: never overwrites
            file.write(secrets.token_bytes(32))
    except FileExistsError:
        sys.exit(f"{KEY_FILE} is there already")
    print(f"{KEY_FILE} written")


if __name__ == "__main__":
    main()
