import sys

import pytest


def test_lock_of_a_terminated_process_stays_held(run, start_method):
    """`with` does not help: SIGTERM ends the process before it can let go."""
    program = run("terminated_broken.py", record="terminated_broken.txt")
    program.expect("exit code -15")
    program.expect("main gets the lock: False$")
    program.wait(exit_code=0)


def test_exception_releases_the_lock(run, start_method):
    """Against an exception `with` does help: the lock is free again."""
    program = run("exception.py", record="exception.txt")
    program.expect("exit code 1")
    program.expect("main gets the lock: True$")
    program.wait(exit_code=0)


def test_asked_to_end_it_lets_go(run, start_method):
    """An Event asks; the child leaves its `with` block by itself."""
    program = run("stop_event.py", record="stop_event.txt")
    program.expect("exit code 0")
    program.expect("main gets the lock: True$")
    program.wait(exit_code=0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fcntl")
def test_kernel_releases_a_file_lock(run, start_method):
    """flock() belongs to an open file, which the kernel closes with its process."""
    program = run("file_lock.py", record="file_lock.txt")
    program.expect("main has to wait")
    program.expect("main gets the lock")
    program.wait(exit_code=0)
