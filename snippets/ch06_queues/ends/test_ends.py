def test_closed_queue_takes_nothing_more(run):
    """`close()` and `join_thread()` end the use of a queue in one process, in this order."""
    run("closed.pycon").wait(exit_code=0)


def test_cancelled_thread_takes_its_items_with_it(run, start_method):
    """The child ends with exit code 0, and what it had put is lost."""
    run("cancel_broken.py", record="cancel_broken.txt").wait(exit_code=0)
