import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="signals are no exit codes on Windows")
def test_how_it_ended(run, start_method):
    """0 for an end without complaint, 1 for an exception, N as given, -N for a signal."""
    program = run("exit_codes.py", record="exit_codes.txt")
    program.wait(exit_code=0)
    for line in ("not started: None", "len('abc'): 0", "int('abc'): 1", "sys.exit(3): 3"):
        assert line in program.stdout.splitlines()
    assert "SIGTERM: -15" in program.stdout
    assert "SIGKILL: -9" in program.stdout


def test_failed_children_do_not_fail_the_program(run, start_method):
    """Two of three children fail, and the exit code of the program is 0."""
    program = run("unnoticed_broken.py", record="unnoticed_broken.txt")
    program.expect("all done")
    assert program.stderr.count("ValueError") == 2, "all are joined before"
    program.wait(exit_code=0)


def test_exit_codes_of_children_become_that_of_the_program(run, start_method):
    """Looking at exitcode after join() is what makes the failure visible from outside."""
    program = run("noticed.py", record="noticed.txt")
    program.wait(exit_code=1)
    program.expect("^failed: Process-2, Process-3$", stream="err")
    assert "all done" not in program.stdout
