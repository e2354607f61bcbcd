def test_results_and_errors_come_with_their_future(run, start_method):
    """A map keeps the order; a future holds a result or an error."""
    program = run("tasks.py", record="tasks.txt")
    program.expect(r"map: \[1024, 59049, 1048576\]")
    program.expect("10: 10")
    program.expect("20: 20")
    program.expect("ten: invalid literal")
    program.wait(exit_code=0)


def test_a_dead_worker_is_told(run, start_method):
    """Every pending task and every later submission fails; nobody waits in vain."""
    program = run("worker_dies.py", record="worker_dies.txt")
    program.expect("error: BrokenProcessPool")
    program.expect("no further tasks")
    program.wait(exit_code=0)


def test_leaving_the_block_waits_for_the_tasks(run, start_method):
    """Unlike a Pool's, the end of ``with`` lets the tasks finish."""
    program = run("waits.py", record="waits.txt")
    program.expect("done: True")
    program.wait(exit_code=0)
