import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="exec makes a new process on Windows")
def test_a_process_can_change_its_program(run):
    """After exec the pid is the same; Python, and all that was left of the program, is gone."""
    program = run("change_program.py", record="change_program.txt")
    pids = [program.expect(rf"process (\d+) runs {name}$")[1] for name in ("Python", "the shell")]
    assert pids == [str(program.pid)] * 2
    program.wait(exit_code=0)
    assert "never reached" not in program.stdout
