import sys

for line in sys.stdin:
    print("heard", line, end="")
