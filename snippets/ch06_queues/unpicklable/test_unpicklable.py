def test_item_that_cannot_be_pickled_is_lost_in_the_thread(run):
    """`put()` raises nothing; the item never arrives, and a traceback on stderr is all there is."""
    run("unpicklable_broken.py", record="unpicklable_broken.txt").wait(exit_code=0)


def test_who_pickles_before_put_gets_the_exception(run):
    """The error comes where the mistake is, and the queue goes on."""
    run("check_first.py", record="check_first.txt").wait(exit_code=0)
