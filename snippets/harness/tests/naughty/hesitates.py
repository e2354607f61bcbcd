"""Sleeps a little between its steps, then waits."""

import contextlib
import time

with contextlib.suppress(KeyboardInterrupt):
    for number in range(1, 6):
        print("step", number)
        time.sleep(0.01)
    print("waiting")
    time.sleep(60)
