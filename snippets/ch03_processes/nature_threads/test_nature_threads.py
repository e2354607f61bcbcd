import sys

import pytest


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere a priority belongs to the whole process"
)
def test_the_kernel_schedules_threads(run):
    """One process, one memory; but a priority and CPU time for each of its threads."""
    program = run("two_threads.py", record="two_threads.txt")
    for line in [
        "one process: True",
        "entries for the scheduler: True",
        "the difference is 5",
        "mine is smaller: True",
    ]:
        program.expect(line)
    program.wait(exit_code=0)
