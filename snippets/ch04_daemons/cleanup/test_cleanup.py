import sys

import pytest


def test_daemon_is_cut_off_without_any_cleaning_up(run, start_method):
    """No `finally`, no `with`: its lock file stays, and what it wrote was in a buffer."""
    program = run("daemonic_broken.py", record="daemonic_broken.txt")
    program.wait(exit_code=0)
    assert (run.folder / "work.lock").exists()
    run("look.py", record="look_daemonic.txt").wait(exit_code=0)


def test_normal_child_is_waited_for(run, start_method):
    """It comes to its end, and cleans up."""
    run("normal.py", record="normal.txt").wait(exit_code=0)
    assert not (run.folder / "work.lock").exists()
    run("look.py", record="look_normal.txt").wait(exit_code=0)


@pytest.mark.skipif(sys.platform == "win32", reason="terminate() sends no signal on Windows")
def test_handler_makes_an_exit_of_the_signal(run, start_method):
    """`sys.exit()` in a handler of SIGTERM runs `finally` and closes files, in a daemon too."""
    run("with_handler.py", record="with_handler.txt").wait(exit_code=0)
    run("look.py", record="look_normal.txt").wait(exit_code=0)
