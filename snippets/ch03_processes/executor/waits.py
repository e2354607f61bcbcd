from concurrent.futures import ProcessPoolExecutor
from time import sleep


def main():
    with ProcessPoolExecutor(max_workers=1) as executor:
        future = executor.submit(sleep, 0.5)
    print("done:", future.done())


if __name__ == "__main__":
    main()
