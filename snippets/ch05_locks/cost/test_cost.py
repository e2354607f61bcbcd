import re
import sys

import pytest

BUYERS, DELAY = 8, 0.2


def seconds(program):
    return float(re.search(r"(\d+\.\d+) s$", program.stdout, re.MULTILINE)[1])


def test_delays_inside_the_lock_add_up(run, start_method):
    """Whoever is inside keeps all others waiting, even for a ticket that is long sold."""
    program = run("whole_body_broken.py", record="whole_body_broken.txt")
    program.wait(exit_code=0)
    assert seconds(program) >= BUYERS * DELAY - 0.01


def test_delays_outside_the_lock_overlap(run, start_method):
    """All have had their delay before the first goes on to the lock: the barrier says so."""
    run("small_section.py", record="small_section.txt").wait(exit_code=0)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc/self/io is Linux's")
def test_file_just_written_is_not_read_from_the_disk(run):
    """The kernel keeps it in memory; no byte is fetched in a hundred reads."""
    run("page_cache.py", record="page_cache.txt").wait(exit_code=0)
