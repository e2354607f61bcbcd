def test_all_run_before_any_is_done(run, start_method):
    """Without a lock three processes are in the same place at once: a barrier fills up."""
    program = run("unordered.py", record="unordered.txt")
    program.wait(exit_code=0)
    ends = [line.split()[-1] for line in program.stdout.splitlines()]
    assert ends == ["running"] * 3 + ["done"] * 3


def test_lock_lets_in_one_at_a_time(run, start_method):
    """Inside the lock nobody else arrives, however long one waits for them."""
    run("exclusive.py", record="exclusive.txt", ordered=True).wait(exit_code=0)


def test_buffered_output_hides_the_order_of_events(run, start_method):
    """Into a file each process writes all its lines when it ends, unless it flushes."""
    run("to_file.py", record="to_file.txt").wait(exit_code=0)
