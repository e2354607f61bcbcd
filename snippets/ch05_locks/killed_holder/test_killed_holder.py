import sys

import pytest


def test_lock_of_a_killed_process_stays_taken(run, start_method):
    """Killed or terminated: nobody releases it, not the kernel, not Python, not the parent."""
    run("lock_broken.py", record="lock_broken.txt").wait(exit_code=0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fcntl")
def test_file_lock_of_a_killed_process_is_free(run, start_method):
    """The kernel closes the files of the dead, and with them goes the lock."""
    run("file_lock.py", record="file_lock.txt").wait(exit_code=0)
