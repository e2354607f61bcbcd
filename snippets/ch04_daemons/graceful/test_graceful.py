import os
import signal
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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to handle or ignore")
def test_daemons_are_terminated_though_main_breaks_off(run, start_method):
    """An exception ends the main process: its exit handler asks all, and waits for the stubborn."""
    program = run("end_all.py")
    program.expect("polite: cleaned up")
    # To the main process alone, which has a last patience of 6 seconds before it.
    os.kill(program.pid, signal.SIGINT)
    program.expect("deaf: cleaned up")
    program.expect("KeyboardInterrupt", stream="err")
    program.signal(signal.SIGKILL)
    program.wait(exit_code=-signal.SIGKILL)
    assert run.sweep_fork_server() == (start_method == "forkserver")
