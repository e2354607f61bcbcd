import sys

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="two must want one CPU, chosen by the program")
def test_the_kernel_takes_the_cpu_away_and_a_wait_gives_it_up(run, start_method):
    """From running to ready a process goes against its will, to blocked by its own call."""
    program = run("switches.py", record="switches.txt")
    program.expect("put aside 3 times or more")
    program.expect("put aside 3 times or more")
    program.expect("sleeping 3 times: gave up the CPU 3 times or more")
    program.wait(exit_code=0)
