"""Ends with the exit code it is given."""

import sys

print("leaving")
sys.exit(int(sys.argv[1]))
