def test_two_locks_in_opposite_order_hang_for_ever(run, start_method):
    """Each holds one lock and hangs asking for the other; both have to be ended."""
    run("opposite_broken.py", record="opposite_broken.txt").wait(exit_code=0)


def test_two_locks_in_one_order_do_not_meet(run, start_method):
    """The first lock keeps the other process out, so nobody holds what the holder wants."""
    run("ordered.py", record="ordered.txt").wait(exit_code=0)
