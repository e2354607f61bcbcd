def test_child_ends_only_when_its_items_are_taken(run, start_method):
    """What fits the pipe lets the child end; more than that keeps both waiting for each other."""
    run("join_first_broken.py", record="join_first_broken.txt").wait(exit_code=0)


def test_get_before_join_works_for_any_size(run, start_method):
    """Take what the child has put, then wait for it: it ends by itself."""
    run("get_first.py", record="get_first.txt").wait(exit_code=0)
