def test_nobody_goes_on_before_all_are_there(run, start_method):
    """All have prepared, then one reports, then all measure."""
    program = run("phases.py", record="phases.txt")
    program.wait(exit_code=0)
    lines = program.stdout.splitlines()
    assert lines == ["has prepared"] * 3 + ["is the one to report"] + ["measures"] * 3


def test_one_who_does_not_come_breaks_it_for_all(run):
    """A wait with a timeout raises BrokenBarrierError, and so does every later one."""
    run("missing.pycon").wait(exit_code=0)
