import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the signals are those of POSIX")


def daemon_of(program):
    """Read the pid of the program's daemon, which is working by then."""
    return int(program.expect(r"daemon (\d+) is working")[1])


@pytest.mark.parametrize(("way", "exit_code"), [("return", 0), ("sys.exit", 3)])
def test_daemon_ends_with_the_main_process(run, start_method, way, exit_code):
    """When the main process exits, its daemon is gone before it, not some time later."""
    program = run("endings.py", way, record="ended.txt")
    pid = daemon_of(program)
    program.wait(exit_code)
    assert not run.runs(pid)


@pytest.mark.parametrize(("way", "exit_code"), [("exception", 1), ("KeyboardInterrupt", -2)])
def test_exception_in_the_main_process_ends_the_daemon_too(run, start_method, way, exit_code):
    """An exit by an exception is an exit: the handler runs."""
    program = run("endings.py", way)
    pid = daemon_of(program)
    program.wait(exit_code)
    assert not run.runs(pid)
    assert program.stderr.startswith("Traceback")
    assert "still here" not in program.stdout


@pytest.mark.parametrize(("way", "exit_code"), [("os._exit", 3), ("SIGTERM", -15), ("SIGKILL", -9)])
def test_daemon_outlives_a_main_process_that_does_not_exit(run, start_method, way, exit_code):
    """Without the exit handler nobody ends the daemon: it works on as an orphan."""
    program = run("endings.py", way, record="outlived.txt")
    pid = daemon_of(program)
    program.wait(exit_code)
    program.expect("daemon: the main process is gone, I am still here")
    run.wait_for(lambda: not run.runs(pid) or None, "the orphan to end by itself")
    assert run.sweep_fork_server() == (start_method == "forkserver")
