def test_with_its_lock_no_update_is_lost(run, start_method):
    """Three processes add 10000 each, and each slot of the array has one writer."""
    program = run("counter.py", record="counter.txt")
    program.expect("total 30000")
    program.expect(r"done \[10000, 10000, 10000\]")
    program.wait(exit_code=0)


def test_reading_and_writing_are_two_steps(run, start_method):
    """When both have read before either writes, one update is lost, lock or no lock inside."""
    program = run("lost_update_broken.py", record="lost_update_broken.txt")
    program.expect("total 1$")
    program.wait(exit_code=0)
