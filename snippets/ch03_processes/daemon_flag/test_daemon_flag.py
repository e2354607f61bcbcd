import sys

import pytest


def test_daemon_ends_with_the_code_of_main(run, start_method):
    """The daemon is ended when main has nothing left to do; the other child is waited for."""
    program = run("ends_with_main.py", record="ends_with_main.txt")
    program.expect("worker: the daemon is gone, I still work")
    program.wait(exit_code=0)
    assert "main: no more code" in program.stdout
    assert "never gets here" not in program.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="raises SIGKILL")
def test_daemon_outlives_a_parent_that_is_killed(run, start_method):
    """Only an orderly end of the parent ends the daemon: the parent's exit handler does it."""
    program = run("outlives_broken.py", record="outlives_broken.txt")
    program.expect("parent: return, daemon: is gone$")
    program.expect(r"parent: os\._exit\(0\), daemon: runs on$")
    program.expect("parent: SIGKILL, daemon: runs on$")
    program.wait(exit_code=0)


def test_daemon_has_no_children_of_multiprocessing(run, start_method):
    """Process refuses, subprocess does not; the flag is inherited and cannot be changed later."""
    program = run("children.py", record="children.txt")
    program.wait(exit_code=0)
    assert "inherits the flag: True" in program.stdout
    assert "Process: daemonic processes are not allowed to have children" in program.stdout
    assert "subprocess: exit code 0" in program.stdout
    assert "too late: process has already started" in program.stdout


def test_rebound_name_loses_the_process(run, start_method):
    """The name p is that of the second process; the first runs on, joined by nobody."""
    program = run("rebound_broken.py", record="rebound_broken.txt")
    program.expect("the second one is done")
    program.expect("not joined: Process-1$")
    program.wait(exit_code=0)
