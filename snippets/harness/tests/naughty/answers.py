"""Answers each line at once."""

import sys

for line in sys.stdin:
    print("heard", line, end="")
