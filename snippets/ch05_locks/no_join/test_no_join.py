def test_lock_is_gone_before_a_late_child_can_open_it(run, start_method):
    """Where locks have names, main removes them before it waits for children; fork has none."""
    run("no_join_broken.py", record=f"no_join_broken-{start_method}.txt").wait(exit_code=0)


def test_join_keeps_the_lock_for_a_late_child(run, start_method):
    """As long as main waits for its children, they find the lock."""
    run("join.py", record="join.txt").wait(exit_code=0)
