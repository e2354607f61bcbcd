"""How fast all of this is: measures, one a file, in ``MEASURES``; ``record`` keeps what they say.

Each compares times of one run on one machine with each other: so a ratio holds elsewhere too.
"""
