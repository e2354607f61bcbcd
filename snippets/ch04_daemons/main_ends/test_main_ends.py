import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the signals are those of POSIX")


def test_handler_in_the_main_process_makes_an_exit_of_sigterm(run, start_method):
    """Then its exit handler runs, and ends the daemon."""
    program = run("handled.py", record=f"handled-{start_method}.txt")
    pid = int(program.expect(r"daemon (\d+) is working")[1])
    program.wait(exit_code=128 + 15)
    assert not run.runs(pid)


def test_daemon_that_watches_the_main_process_leaves_when_it_is_killed(run, start_method):
    """Nothing can be done in a process that is killed; its children can see it."""
    program = run("watchful.py", record="watchful.txt")
    pids = [int(program.expect(r"daemon (\d+) is working")[1]) for _ in range(2)]
    program.wait(exit_code=-9)
    for _ in pids:
        program.expect("I leave too")
    for pid in pids:
        run.wait_for(lambda pid=pid: not run.runs(pid) or None, "the daemon to leave")
    assert run.sweep_fork_server() == (start_method == "forkserver")


def test_daemon_that_does_not_watch_keeps_a_forked_one_from_noticing(run, start_method):
    """Under fork the later child has a copy of the end that the earlier one sees closed."""
    program = run("unnoticed_broken.py", record=f"unnoticed_broken-{start_method}.txt")
    pids = [int(program.expect(r"daemon (\d+) is working")[1]) for _ in range(2)]
    program.wait(exit_code=-9)
    for pid in pids:
        run.wait_for(lambda pid=pid: not run.runs(pid) or None, "the daemon to leave")
    noticed = "first has noticed within 5 seconds: True" in program.stdout
    assert noticed == (start_method != "fork")
    assert run.sweep_fork_server() == (start_method == "forkserver")
