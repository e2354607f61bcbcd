"""Proof that the tests bite: damage a program on purpose, and see a test of it fail.

`transformations` makes the mutants, `trial` tries one in a copy of the tree, `equivalent` knows
those that do the same as the program, `__main__` runs them all: ``nox -s mutants``.

Existing tools were measured first. cosmic-ray 8.7 makes 123 mutants of the two programs of
``ch02_sockets/echo``, nearly all of them of arithmetic, and tries one at a time in the checkout
itself, with one test command for all files; mutmut 3 mutates functions that tests import, and
programs that run as processes of their own are not imported; universalmutator works line by line
on regular expressions; ast-grep finds the places well, and damages strings of several lines where
a body has to be indented anew. None knows what a lock or a join is.
"""
