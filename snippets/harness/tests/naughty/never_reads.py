"""Does not read what is typed."""

import time

print("not listening")
time.sleep(600)
