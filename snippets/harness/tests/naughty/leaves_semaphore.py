"""Leaves a semaphore and a block in shared memory, as a killed process does."""

import multiprocessing
import os
from multiprocessing import resource_tracker
from multiprocessing.shared_memory import SharedMemory

if __name__ == "__main__":
    lock = multiprocessing.get_context("spawn").Lock()
    block = SharedMemory(f"naughty-{os.getpid()}", create=True, size=1)
    # Nobody is left who would remove them.
    resource_tracker.unregister(lock._semlock.name, "semaphore")  # noqa: SLF001 - naughty
    resource_tracker.unregister(block._name, "shared_memory")  # noqa: SLF001 - naughty
    print("left behind")
    os._exit(0)
