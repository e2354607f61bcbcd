def test_both_have_begun_before_either_ends(run, start_method):
    """Neither could pass the barrier unless both were there: their lives overlap."""
    program = run("meeting.py", record="meeting.txt")
    program.wait(exit_code=0)
    lines = [line.partition(": ")[2] for line in program.stdout.splitlines()]
    assert lines == ["I have come, and wait for the other"] * 2 + ["we are both here"] * 2
