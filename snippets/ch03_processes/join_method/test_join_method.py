import os
import signal
import sys
from pathlib import Path

import psutil
import pytest


def is_stopped(pid):
    return psutil.Process(pid).status() == psutil.STATUS_STOPPED


def waits_after_ctrl_c(pid):
    """Tell whether a process has taken its SIGINT, and waits for something again."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    fields = dict(line.split(":\t", 1) for line in status.splitlines())
    pending = int(fields["SigPnd"], 16) | int(fields["ShdPnd"], 16)
    return fields["State"].startswith("S") and not pending >> (signal.SIGINT - 1) & 1


def test_join_returns_none_either_way(run, start_method):
    """Whether the child has ended in time is told by is_alive() and exitcode, not by join()."""
    program = run("join_timeout.py", record="join_timeout.txt")
    program.expect(r"^join\(\): None, is_alive\(\): True, exitcode: None$")
    program.expect(r"^join\(\): None, is_alive\(\): False, exitcode: 0$")
    program.wait(exit_code=0)


def test_join_blocks_the_calling_thread_only(run, start_method):
    """Were other threads blocked too, the one that releases the child would never run."""
    run("join_blocks.py", record="join_blocks.txt").wait(exit_code=0)


def test_only_started_children_can_be_joined(run, start_method):
    """Neither what was not started nor oneself; a child that has ended, any number of times."""
    program = run("wrong_joins.py", record="wrong_joins.txt")
    program.expect("not started: can only join a started process")
    program.expect("itself: can only join a child process")
    program.expect("a second time: returns None")
    program.wait(exit_code=0)


def test_join_before_start_ends_the_program(run, start_method):
    """The AssertionError comes before the child could be started."""
    program = run("join_before_start_broken.py", record="join_before_start_broken.txt")
    program.wait(exit_code=1)
    program.expect("^AssertionError: can only join a started process$", stream="err")
    assert program.stdout == ""


def test_ctrl_c_reaches_the_child_too(run, start_method):
    """Both catch it: no traceback, and main sees the child's end."""
    program = run("ctrl_c.py", record="ctrl_c.txt")
    for _ in range(2):
        program.expect("working|waiting")
    program.interrupt()
    assert "child: interrupted, tidying up" in program.stdout
    assert "main: interrupted in join(), and the child has ended" in program.stdout


def test_ctrl_c_uncaught_in_the_child(run, start_method):
    """What main catches concerns main only; the child fails with an exception of its own."""
    program = run("ctrl_c_broken.py", record="ctrl_c_broken.txt")
    for _ in range(2):
        program.expect("working|waiting")
    program.signal(signal.SIGINT)
    program.wait(exit_code=0)
    program.expect("^KeyboardInterrupt$", stream="err")
    assert "main: interrupted in join(), and the child has ended" in program.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="looks at signals in /proc, see proc(5)")
@pytest.mark.parametrize("name", ["ctrl_c.py", "ctrl_c_broken.py"])
def test_second_join_waits_for_the_end(run, start_method, name):
    """Ctrl-C broke the first one off: a child that needs longer is waited for all the same."""
    program = run(name)
    for _ in range(2):
        program.expect("working|waiting")
    (child,) = {event.pid for event in program.events if b"child: working" in event.data}
    os.kill(child, signal.SIGSTOP)
    run.wait_for(lambda: is_stopped(child) or None, "the child to be stopped")
    program.signal(signal.SIGINT)
    run.wait_for(lambda: waits_after_ctrl_c(program.pid) or None, "main to wait again")
    assert "main: interrupted" not in program.stdout
    os.kill(child, signal.SIGCONT)
    program.expect("main: interrupted in join.*, and the child has ended$")
    program.wait(exit_code=0)
    assert ("KeyboardInterrupt" in program.stderr) == (name == "ctrl_c_broken.py")
