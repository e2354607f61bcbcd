import sys

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="/proc shows states on Linux only")
def test_ready_and_running_have_one_letter(run, start_method):
    """Three want one CPU, so at most one runs; the other two, ready, are R as well."""
    program = run("ready.py", record="ready.txt")
    program.expect(r"\['R', 'R', 'R'\]")
    program.wait(exit_code=0)
