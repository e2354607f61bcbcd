import sys

import pytest


def test_daemon_may_not_have_children(run, start_method):
    """Whatever starts a multiprocessing.Process is refused, also when it shall be no daemon."""
    program = run("refused_broken.py", record="refused_broken.txt")
    program.wait(exit_code=0)
    assert program.stdout.count("daemonic processes are not allowed to have children") == 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no os.fork()")
def test_only_multiprocessing_refuses(run, start_method):
    """The system knows nothing of the flag: other ways to start a process work in a daemon."""
    run("other_ways.py", record="other_ways.txt").wait(exit_code=0)


def test_workers_of_a_pool_are_daemons_those_of_an_executor_are_not(run, start_method):
    """So a task in a Pool cannot start processes, a task in an executor can."""
    run("pool_workers.py", record="pool_workers.txt").wait(exit_code=0)


def test_daemon_is_set_before_the_start(run, start_method):
    """Afterwards it is refused, and nothing changes."""
    run("too_late_broken.py", record="too_late_broken.txt").wait(exit_code=0)
