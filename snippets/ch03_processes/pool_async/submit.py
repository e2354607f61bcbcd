import math
import multiprocessing
import time
from multiprocessing import Pool


def main():
    with Pool(2) as pool:
        product = pool.apply_async(math.factorial, (5,))
        letters = pool.apply_async(sorted, ("pool",), {"reverse": True})
        print("factorial:", product.get())
        print("sorted:", letters.get())
        late = pool.apply_async(time.sleep, (60,))
        try:
            late.get(timeout=0.5)
        except multiprocessing.TimeoutError as error:
            print("too late:", isinstance(error, TimeoutError))


if __name__ == "__main__":
    main()
