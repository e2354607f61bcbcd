def test_authkey_is_bytes(run):
    """32 bytes of a type of their own that refuses to be pickled."""
    run("authkey.pycon").wait(exit_code=0)


def test_children_have_the_key_of_their_parent(run, start_method):
    """It is not random for each process: it is inherited, unless another one is set."""
    program = run("inherited.py", record="inherited.txt")
    program.expect("inheriting: the same key as main: True")
    program.expect("separate: the same key as main: False")
    program.wait(exit_code=0)
