import sys

import pytest

linux_numbers = pytest.mark.skipif(
    sys.platform != "linux", reason="the recorded error numbers are those of Linux"
)


def test_accept_returns_at_once_either_way(run):
    """A non-blocking accept() raises BlockingIOError, or returns a connection that is there."""
    program = run("accept.py", record="accept.txt")
    program.expect("nobody is there")
    program.expect("somebody was there")
    program.wait(exit_code=0)


@linux_numbers
def test_every_operation_that_would_wait_raises_blocking_io_error(run):
    """accept, recv and send report EAGAIN, connect EINPROGRESS: one exception, two numbers."""
    run("four_operations.pycon").wait(exit_code=0)


@linux_numbers
def test_numbers_of_linux(run):
    """The page says 11 and 115; Python makes BlockingIOError of all three names."""
    run("numbers.py", record="numbers_linux.txt").wait(exit_code=0)
