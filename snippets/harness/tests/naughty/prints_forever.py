"""Never stops printing."""

while True:
    print("again")
