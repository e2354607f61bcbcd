def test_never_more_inside_than_the_limit(run, start_method):
    """Counted inside: two at once really happens, three never."""
    program = run("seats.py", record="seats.txt")
    program.expect("6 guests came, never more than 2 at once")
    program.wait(exit_code=0)


def test_a_bounded_semaphore_notices_a_release_too_many(run):
    """A plain semaphore silently grows; the bounded one raises ValueError."""
    run("bounded.pycon").wait(exit_code=0)
