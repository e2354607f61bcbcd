"""Chooses its start method itself."""

import multiprocessing

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    print(multiprocessing.get_start_method())
