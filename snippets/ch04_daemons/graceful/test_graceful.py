import sys

import pytest


def test_event_stops_a_child_between_two_pieces_of_work(run, start_method):
    """It leaves its loop by itself, through its `finally`."""
    run("stop_event.py", record="stop_event.txt", ordered=True).wait(exit_code=0)


def test_sentinel_stops_a_child_behind_the_last_job(run, start_method):
    """All that was put in before it is done first."""
    run("sentinel.py", record="sentinel.txt", ordered=True).wait(exit_code=0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to handle or ignore")
@pytest.mark.deadline(60)
def test_ask_then_terminate_then_kill(run, start_method):
    """Each child is ended by the mildest means that it reacts to, and none is left."""
    run("end_all.py", record="end_all.txt", ordered=True).wait(exit_code=0)
