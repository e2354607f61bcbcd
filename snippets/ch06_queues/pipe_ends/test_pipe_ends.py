def test_pipe_goes_both_ways_unless_it_is_told_not_to(run):
    """With duplex=False the first end only receives and the second only sends."""
    run("duplex.pycon").wait(exit_code=0)


def test_messages_have_borders(run):
    """One send, one receive, whatever was sent meanwhile; bytes need no pickling."""
    run("messages.pycon").wait(exit_code=0)


def test_each_end_learns_that_the_other_is_closed(run):
    """EOFError after the last message, BrokenPipeError when sending, or a reset connection."""
    run("closed.pycon").wait(exit_code=0)
