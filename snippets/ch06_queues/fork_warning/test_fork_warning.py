def test_fork_after_put_is_warned_about(run, start_method):
    """The queue's thread makes the parent one that should not fork; 3.12 and later say so."""
    record = f"put_first_broken-{start_method}.txt"
    run("put_first_broken.py", record=record).wait(exit_code=0)


def test_children_started_before_the_first_put_are_safe(run, start_method):
    """There is no thread yet when the child is started: no warning on any version."""
    run("start_first.py", record="start_first.txt").wait(exit_code=0)
