import sys

import pytest


def test_queue_pickles_in_a_thread_of_its_own(run):
    """`put()` of a Queue leaves the work to a thread; SimpleQueue and Pipe do it on the spot."""
    run("thread.pycon").wait(exit_code=0)


def test_what_is_changed_before_it_is_pickled_arrives_changed(run):
    """After `put()` the object still belongs to the feeder thread."""
    run("late_change_broken.pycon").wait(exit_code=0)


def test_queue_is_empty_while_the_feeder_is_not_done(run):
    """`empty()` looks into the pipe, and `put()` does not wait for its item to be there."""
    run("empty_broken.pycon").wait(exit_code=0)


@pytest.mark.skipif(sys.platform == "darwin", reason="qsize() is not implemented on macOS")
def test_queue_counts_what_its_pipe_does_not_hold_yet(run):
    """`qsize()` says 1 while `empty()` says True: neither is to decide on."""
    run("size.pycon").wait(exit_code=0)
