import contextlib
import random
import re

import psutil
import pytest


def test_transactions_sell_each_ticket_once(run, start_method):
    """The database lets one buyer in at a time; no lock of ours, five sales, three refusals."""
    run("office.py", record="office.txt").wait(exit_code=0)


def test_without_a_transaction_one_ticket_is_sold_twice(run, start_method):
    """Each statement is safe by itself; reading and writing together are not."""
    run("no_transaction_broken.py", record="no_transaction_broken.txt").wait(exit_code=0)


def test_transaction_that_locks_late_is_refused(run, start_method):
    """Two that have both read cannot both write: one is told at once, without waiting."""
    run("late_lock_broken.py", record="late_lock_broken.txt").wait(exit_code=0)


def test_killed_buyer_leaves_neither_a_change_nor_a_lock(run, start_method):
    """The kernel frees the lock, the database forgets the half of a transaction."""
    run("killed.py", record="killed.txt").wait(exit_code=0)


def test_buyer_killed_at_any_moment_loses_no_ticket(run, start_method):
    """Whoever it is, and whatever it is at: five are sold, and nobody waits for the dead."""
    luck = random.Random(5)  # noqa: S311 - no secret
    for _ in range(20):  # it may have bought already
        (run.folder / "office.sqlite").unlink(missing_ok=True)
        office = run("office.py")
        office.expect("^sold$")
        for _ in range(luck.randrange(3)):
            office.expect("^sold$")
        with contextlib.suppress(psutil.NoSuchProcess, IndexError):  # all have bought by now
            luck.choice(buyers_of(office)).kill()
        office.wait(exit_code=0)
        lines = office.stdout.splitlines()
        assert lines[-1] == "0 left"
        if len(lines) < 9:
            # The one who was killed may have bought, and not said so.
            assert lines.count("sold") in {4, 5}
            break
        assert lines.count("sold") == 5
    else:
        pytest.fail("the killed one had bought before, 20 times")


def buyers_of(office):
    """Return its processes without multiprocessing's own helpers."""
    found = []
    for process in psutil.Process(office.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            # What a fork server forks has its name.
            own = r"resource_tracker|forkserver" if process.ppid() == office.pid else "tracker"
            if not re.search(own, " ".join(process.cmdline())):
                found.append(process)
    return found
