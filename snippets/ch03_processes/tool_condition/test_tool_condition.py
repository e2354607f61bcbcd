def test_each_speaks_when_its_turn_has_come(run, start_method):
    """Started as 4, 3, 2, 1, they speak as 1, 2, 3, 4."""
    program = run("turns.py", record="turns.txt", ordered=True)
    program.wait(exit_code=0)
    assert program.stdout.splitlines() == [f"number {n}" for n in (1, 2, 3, 4)]


def test_a_notification_is_not_remembered(run):
    """Who comes later waits in vain; only a state that is looked at again helps."""
    run("not_remembered.pycon").wait(exit_code=0)
