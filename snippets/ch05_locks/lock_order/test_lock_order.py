import re
from itertools import permutations

import pytest


def test_lock_allows_every_order(run, start_method):
    """Started 0, 1, 2, three processes can get a lock in any of the six orders."""
    run("any_order.py", record="any_order.txt").wait(exit_code=0)


@pytest.mark.deadline(120)  # sixty processes, one round after another
def test_measured_orders_are_those_of_all_rounds(run, start_method):
    """Each round is counted once, with an order in which each process got the lock once."""
    program = run("measure.py")
    program.wait(exit_code=0)
    found = re.findall(r"^\((\d), (\d), (\d)\): (\d+) of 20$", program.stdout, re.MULTILINE)
    assert len(found) == len(program.stdout.splitlines())
    assert {tuple(map(int, order)) for *order, _ in found} <= set(permutations(range(3)))
    assert sum(int(times) for *_, times in found) == 20


def test_chain_of_events_gives_an_order(run, start_method):
    """Each process waits for the one before it, whichever was started first."""
    run("in_order.py", record="in_order.txt", ordered=True).wait(exit_code=0)
