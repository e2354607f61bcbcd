from multiprocessing import Pool


def main():
    with Pool(2) as pool:
        for text in ("10", "ten", "20"):
            pool.apply_async(int, (text,))
        pool.close()
        pool.join()
    print("all is well")


if __name__ == "__main__":
    main()
