def test_simple_queue_has_no_thread_and_no_surprises(run):
    """An item is there when `put()` returns, and an error comes from `put()` itself."""
    run("simple_queue.pycon").wait(exit_code=0)


def test_put_waits_while_the_pipe_is_full(run):
    """What the pipe cannot hold keeps `put()` waiting: there is nobody else to send it."""
    run("waits.pycon").wait(exit_code=0)
