import multiprocessing


def main() -> None:
    print("chosen so far:", multiprocessing.get_start_method(allow_none=True))
    print("to choose from:", *multiprocessing.get_all_start_methods())
    print("default:", multiprocessing.get_start_method())


if __name__ == "__main__":
    main()
