def test_signature(run):
    """Six parameters; what kwargs is by default, and may be, has changed in 3.14."""
    program = run("signature.py", record="signature.txt")
    kwargs = "None" if run.version >= (3, 14) else "{}"
    program.expect(rf"args=\(\), kwargs={kwargs}, \*, daemon=None\)$")
    program.expect("accepted" if run.version >= (3, 14) else "'NoneType' object is not iterable")
    program.wait(exit_code=0)


def test_keywords_are_advice(run):
    """Places work too, but the first is taken by group, which must be None."""
    run("keywords.pycon").wait(exit_code=0)


def test_args_is_any_iterable(run):
    """A list is as good as a tuple; parentheses without a comma are no tuple."""
    run("iterables.pycon").wait(exit_code=0)


def test_forgotten_comma_breaks_the_child_only(run, start_method):
    """The text falls apart into its letters: the child fails, the program goes on."""
    program = run("one_element_broken.py", record="one_element_broken.txt")
    program.expect(r"takes 1 positional argument but 3 were given", stream="err")
    program.expect("exit code 1")
    program.wait(exit_code=0)


def test_comma_makes_the_tuple(run, start_method):
    """With the comma the target gets the text whole."""
    run("one_element.py", record="one_element.txt").wait(exit_code=0)
