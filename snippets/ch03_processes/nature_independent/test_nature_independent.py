import signal
import sys

import pytest

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no SIGABRT exit codes such as the recorded -6"
)


def test_one_crash_leaves_the_other_processes(run, start_method):
    """SIGABRT ends one child; its sisters and its parent go on and end well."""
    program = run("processes.py", record="processes.txt")
    program.expect("the victim's exit code: -6")
    program.expect(r"the survivors' exit codes: \[0, 0\]")
    program.wait(exit_code=0)
    assert "still here" not in program.stdout.partition("the victim's exit code")[0]


def test_a_crash_in_one_thread_ends_all_of_them(run):
    """Threads live in one process: it is the process that SIGABRT ends."""
    program = run("threads_broken.py", record="threads_broken.txt")
    program.expect("now one thread crashes")
    program.wait(exit_code=-signal.SIGABRT)
    assert "still here" not in program.stdout
    assert "have ended" not in program.stdout
