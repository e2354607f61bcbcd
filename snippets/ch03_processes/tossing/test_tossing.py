import os

import pytest

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="a game on two CPUs needs a system that lets a program choose two",
)

TAKEN_TURNS = r"a pause for every toss: (True|False)$"


@pytest.mark.deadline(60)
def test_only_on_two_cpus_do_processes_run_at_the_same_time(run, start_method):
    """On one CPU, who tosses must be put aside before the other can see the ball; not on two.

    More tosses than pauses are possible only if both ran at the same time.
    """
    program = run("processes.py", record="processes.txt")
    assert program.expect(TAKEN_TURNS)[1] == "True"
    assert program.expect(TAKEN_TURNS)[1] == "False"
    program.wait(exit_code=0)


def test_under_the_gil_threads_take_turns_even_on_two_cpus(run):
    """No thread saw the ball before the other had been put aside: never did both run Python."""
    program = run("threads.py", record="threads.txt")
    program.expect("GIL enabled: True")
    assert program.expect(TAKEN_TURNS)[1] == "True"
    program.wait(exit_code=0)
