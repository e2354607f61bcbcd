def test_what_the_child_changes_is_a_copy(run, start_method):
    """The parent's list stays as it was; the changed one is another object, sent back."""
    run("copies.py", record="copies.txt").wait(exit_code=0)


def test_even_the_own_process_gets_a_copy(run):
    """What comes out of a queue is equal to what was put in, and never the same object."""
    run("same_process.pycon").wait(exit_code=0)
