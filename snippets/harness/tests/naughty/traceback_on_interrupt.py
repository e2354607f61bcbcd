"""Shows a traceback on Ctrl-C, and still ends with exit code 130."""

import sys
import time
import traceback

print("waiting")
try:
    time.sleep(600)
except KeyboardInterrupt:
    traceback.print_exc()
    sys.exit(130)
