import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the signals are those of POSIX")


def test_join_makes_the_end_certain(run, start_method):
    """After terminate() and join(): not alive, and the exit code is the signal's number."""
    run("terminated.py", record="terminated.txt").wait(exit_code=0)


def test_two_looks_prove_nothing(run, start_method):
    """A child that takes its time is alive at the second look too."""
    run("two_looks_broken.py", record="two_looks_broken.txt").wait(exit_code=0)


def test_child_terminated_at_once_need_not_have_run(run, start_method):
    """Where the start takes longer than the way to terminate(), the child prints nothing."""
    program = run("never_ran_broken.py", record="never_ran_broken.txt")
    program.wait(exit_code=0)
    assert "child" not in program.stdout
