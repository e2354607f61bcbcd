from multiprocessing import Process


def main() -> None:
    methods, attributes = [], []
    for name in dir(Process):
        if not name.startswith("_"):
            is_method = callable(getattr(Process, name))
            (methods if is_method else attributes).append(name)
    print("methods:", *methods)
    print("attributes:", *attributes)


if __name__ == "__main__":
    main()
