import sys

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="/proc shows states on Linux only")
def test_a_child_passes_through_the_states(run):
    """Waiting is S, computing R, stopped T; ended but not joined it is Z, and then gone."""
    program = run("watch.py", record="watch.txt")
    program.wait(exit_code=0)
    letters = [line.rpartition(": ")[2] for line in program.stdout.splitlines()[:-1]]
    assert letters == ["S", "R", "T", "R", "Z"]
    program.expect("still an entry: False")
