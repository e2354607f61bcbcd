import re

import pytest


def test_join_inside_the_loop_never_lets_two_children_run_together(run, start_method):
    """Three children that wait for one another never meet: each is over before the next starts."""
    program = run("inside_broken.py", record="inside_broken.txt", ordered=True)
    program.wait(exit_code=0)
    assert program.stdout.count("the others do not come") == 3


def test_join_after_the_loop_lets_all_children_run_together(run, start_method):
    """The same children meet: all three run at the same time."""
    program = run("after.py", record="after.txt")
    program.wait(exit_code=0)
    assert program.stdout.count("all three of us run") == 3
    assert program.stdout.endswith("main: joined all\n")


@pytest.mark.deadline(120)
def test_join_inside_the_loop_takes_as_long_as_all_children_together(run, start_method):
    """Five children of 0.3 s: 1.5 s at least when each is joined before the next starts.

    Joined after the loop they sleep side by side, which saves 1.2 s. On a busy machine the one
    may happen to be disturbed more than the other: then it is tried again.
    """
    for _ in range(5):
        program = run("seconds.py", record="seconds.txt")
        program.wait(exit_code=0)
        inside, after = map(float, re.findall(r"([\d.]+) s$", program.stdout, re.MULTILINE))
        assert inside >= 1.49
        assert after >= 0.29
        if after < inside - 0.6:
            return
    pytest.fail("the children did not run side by side")
