def test_every_task_is_done_once(run, start_method):
    """Whoever takes a task, each has one result, and all workers end."""
    program = run("squares.py", record="squares.txt")
    program.wait(exit_code=0)
    assert program.stdout.strip() == str([(n, n * n) for n in range(10)])


def test_joined_before_the_queue_is_empty_it_does_not_end(run, start_method):
    """The child cannot end while a big object of its own waits in the queue."""
    program = run("join_first_broken.py", record="join_first_broken.txt")
    program.expect("still running: True")
    program.expect("exit code 0")
    program.wait(exit_code=0)
