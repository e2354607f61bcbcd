import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows leaves a process its dead parent")
def test_child_of_a_terminated_process_runs_on(run, start_method):
    """An orphan is no zombie: it answers, and the system has given it another parent.

    Under forkserver its parent was and is the fork server.
    """
    program = run("orphan.py", record=f"orphan-{start_method}.txt")
    by_fork_server = start_method == "forkserver"
    program.expect(f"parent is the child: {not by_fork_server}$")
    program.expect("it runs$")
    program.expect(f"the same parent as before: {by_fork_server}$")
    program.wait(exit_code=0)
    # terminate() lets a process tidy up nothing: here, where its fork server listened.
    assert run.sweep_fork_server() == by_fork_server
