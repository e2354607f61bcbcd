import hmac

KEY = b"a key for this example only"


def main() -> None:
    try:
        hmac.new(KEY, b"nonce")  # 错：没有说用哪种摘要 | wrong: does not say which digest
    except TypeError as error:
        print(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
