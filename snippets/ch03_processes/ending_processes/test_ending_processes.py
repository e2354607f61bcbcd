import sys

import pytest


def test_terminate_tidies_nothing_up(run, start_method):
    """Neither `finally` nor what waits in a buffer survives SIGTERM."""
    program = run("no_cleanup_broken.py", record="no_cleanup_broken.txt")
    program.wait(exit_code=0)
    assert (run.folder / "log.txt").read_text() == ""
    assert "exit code -15" in program.stdout


def test_flushed_output_survives(run, start_method):
    """What was flushed is in the file; `finally` is skipped all the same."""
    program = run("flushed_broken.py", record="flushed_broken.txt")
    program.wait(exit_code=0)
    assert (run.folder / "log.txt").read_text() == "working\n"
    assert "exit code -15" in program.stdout


def test_handler_lets_finally_run(run, start_method):
    """A handler that raises SystemExit makes an orderly end of the signal."""
    program = run("cleanup.py", record="cleanup.txt")
    program.wait(exit_code=0)
    assert (run.folder / "log.txt").read_text() == "working\ntidied up\n"
    assert "exit code 0" in program.stdout


def test_terminate_is_a_request(run, start_method):
    """The child is alive after it for as long as it likes; only join() tells the end."""
    program = run("still_alive.py", record="still_alive.txt")
    program.expect(r"after terminate\(\): alive True$")
    program.expect(r"after join\(\): alive False exit code 0$")
    program.wait(exit_code=0)


def test_kill_cannot_be_ignored(run, start_method):
    """A child that ignores SIGTERM goes on; SIGKILL ends it."""
    program = run("kill.py", record="kill.txt")
    program.expect(r"after terminate\(\): I am here$")
    program.expect(r"after kill\(\): exit code -9$")
    program.wait(exit_code=0)


@pytest.mark.needs_python("3.14", "Process.interrupt() is new there")
def test_interrupt_is_ctrl_c_for_one_child(run, start_method):
    """The child gets a KeyboardInterrupt, main does not."""
    program = run("interrupt.py", record="interrupt.txt")
    program.expect("interrupted, tidying up")
    program.expect("exit code 0")
    program.wait(exit_code=0)


def test_close_is_for_the_object(run, start_method):
    """A running process cannot be closed; a closed object answers nothing any more."""
    program = run("close.py", record="close.txt")
    program.expect("Cannot close a process while it is still running")
    program.expect("after close.*process object is closed")
    program.expect("may be repeated: None")
    program.wait(exit_code=0)


@pytest.mark.skipif(sys.platform == "win32", reason="counts the entries of /dev/fd")
def test_close_frees_descriptors(run, start_method):
    """Objects that are kept keep descriptors, until close(); objects that are dropped keep none."""
    program = run("close_frees.py", record="close_frees.txt")
    program.expect("ten kept: .* True$")
    program.expect("ten closed: .* 0$")
    program.expect("ten not kept: .* 0$")
    program.wait(exit_code=0)


def test_before_the_start(run):
    """There is nothing to end, and the errors do not say so."""
    run("not_started.pycon").wait(exit_code=0)
