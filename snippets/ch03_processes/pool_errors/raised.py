from multiprocessing import Pool

TEXTS = ("10", "ten", "20")


def main():
    with Pool(2) as pool:
        try:
            print(pool.map(int, TEXTS))
        except ValueError as error:
            print("map:", error)
            print("caused by:", type(error.__cause__).__name__)
        pending = [pool.apply_async(int, (text,)) for text in TEXTS]
        for result in pending:
            try:
                print("apply_async:", result.get())
            except ValueError as error:
                print("apply_async:", error)


if __name__ == "__main__":
    main()
