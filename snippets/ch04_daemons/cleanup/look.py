import pathlib


def main():
    for name in ["work.lock", "result.txt"]:
        path = pathlib.Path(name)
        found = f"{path.stat().st_size} bytes" if path.exists() else "not there"
        print(f"{name}: {found}")


if __name__ == "__main__":
    main()
