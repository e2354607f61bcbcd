def test_only_one_at_a_time_is_inside(run, start_method):
    """The three lines of each process stay together, whoever comes first."""
    program = run("lock.py", record="lock.txt", ordered=True)
    program.wait(exit_code=0)
    assert program.stdout.split() == ["begins", "works", "ends"] * 3


def test_without_a_lock_others_cut_in(run, start_method):
    """Each process is in the middle of its lines when the others begin theirs."""
    program = run("no_lock_broken.py", record="no_lock_broken.txt")
    program.wait(exit_code=0)
    assert program.stdout.split()[:3] == ["begins"] * 3
