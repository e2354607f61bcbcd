import importlib
import traceback

NAMES = ["multiprocess", "multiproess", "mutiprocessing", "multiprocessing"]


def main() -> None:
    for name in NAMES:
        try:
            importlib.import_module(name)
            print(f"{name}: it is there")
        except ModuleNotFoundError as error:
            print(*traceback.format_exception_only(error), end="")


if __name__ == "__main__":
    main()
