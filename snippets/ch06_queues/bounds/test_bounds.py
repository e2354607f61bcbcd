def test_full_and_empty_are_exceptions_of_the_module_queue(run):
    """Those who do not want to wait, or only so long, get Full or Empty."""
    run("bounds.pycon").wait(exit_code=0)


def test_producer_waits_for_room(run, start_method):
    """With a bound, a producer cannot be further ahead than that; nothing is lost."""
    run("back_pressure.py", record="back_pressure.txt").wait(exit_code=0)


def test_without_a_bound_items_pile_up_in_the_producer(run):
    """`put()` never waits: what the pipe cannot hold is kept in memory."""
    run("unbounded_broken.py", record="unbounded_broken.txt").wait(exit_code=0)
