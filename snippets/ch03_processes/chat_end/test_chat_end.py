def test_end_comes_when_every_copy_is_closed(run, start_method):
    """The child is over and its copy closed; the parent's copy alone keeps the connection."""
    run("who_closes.py", record="who_closes.txt").wait(exit_code=0)
