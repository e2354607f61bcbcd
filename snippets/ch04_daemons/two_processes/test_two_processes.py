def test_daemon_is_ended_before_the_other_child_is_waited_for(run, start_method):
    """The daemon foo has begun, and never gets to its end; bar sees foo go, and gets to its own."""
    program = run("foo_bar.py", record="foo_bar.txt", ordered=True)
    program.wait(exit_code=0)
    assert "end 123" not in program.stdout


def test_sleeping_does_not_wait_for_a_start(run, start_method):
    """A daemon that is slow to start prints nothing at all: the rest is the original's output."""
    program = run("slow_start_broken.py", record="slow_start_broken.txt")
    program.wait(exit_code=0)
    assert "123" not in program.stdout
