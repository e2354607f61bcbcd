"""Asks, and repeats the answer."""

print("name?", input("> "))
