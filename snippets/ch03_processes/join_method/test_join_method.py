import signal


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
    program.expect("a second time: returns at once")
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
