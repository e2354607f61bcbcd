import os

import pytest

TOLERANCE = 0.05  # the clocks are read one after the other
OVERLAP = 0.2  # handing over the GIL, one thread begins before the other has gone to sleep

RATIO = r": (\d+\.\d+) seconds of CPU time in a second$"


@pytest.mark.deadline(60)
@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity"), reason="a program must be able to choose its CPUs"
)
def test_nobody_gets_more_than_there_is(run, start_method):
    """Together, no more CPU time a second than CPUs; under the GIL, threads no more than one.

    How much of it they do get depends on what else the machine has to do.
    """
    program = run("cpu_seconds.py", record="cpu_seconds.txt")
    cpus = min(2, len(os.sched_getaffinity(0)))
    for title, most in [
        ("two processes, one CPU", 1 + TOLERANCE),
        ("two processes, all CPUs", cpus + TOLERANCE),
        ("two threads, all CPUs", 1 + OVERLAP),
        ("two threads, outside the GIL", cpus + TOLERANCE),
    ]:
        assert 0 < float(program.expect(title + RATIO)[1]) <= most, title
    program.wait(exit_code=0)
