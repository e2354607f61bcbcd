def main() -> None:
    while True:
        line = input("say: ")
        print(f"you said {line!r}")


if __name__ == "__main__":
    main()
