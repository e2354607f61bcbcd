from multiprocessing import Pool
from pickle import PicklingError


def main():
    with Pool(2) as pool:
        try:
            print(pool.map(lambda number: number * number, range(10)))
        except (AttributeError, PicklingError) as error:
            message = str(error).partition(" at 0x")[0]
            print(f"{type(error).__name__}: {message}")


if __name__ == "__main__":
    main()
