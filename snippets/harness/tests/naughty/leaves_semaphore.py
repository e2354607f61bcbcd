"""Leaves a named semaphore in shared memory, as a killed process does."""

import _multiprocessing

NAME = "/sem.naughty"
_multiprocessing.SemLock(1, 1, 1, NAME, 0)
print("made", NAME)
