def test_errors_are_raised_where_the_result_is_fetched(run, start_method):
    """A map raises the first one and gives nothing else; one by one the others are kept."""
    program = run("raised.py", record="raised.txt")
    program.expect("caused by: RemoteTraceback")
    program.wait(exit_code=0)
    assert program.stdout.splitlines()[2:] == [
        "apply_async: 10",
        "apply_async: invalid literal for int() with base 10: 'ten'",
        "apply_async: 20",
    ]


def test_an_error_nobody_fetches_is_never_told(run, start_method):
    """Without get() an error leaves no trace: no text, exit code 0."""
    program = run("forgotten_broken.py", record="forgotten_broken.txt")
    program.wait(exit_code=0)
    assert (program.stdout, program.stderr) == ("all is well\n", "")


def test_the_task_of_a_dead_worker_is_lost(run, start_method):
    """The pool replaces the worker but never answers; only a deadline helps."""
    program = run("worker_dies_broken.py", record="worker_dies_broken.txt")
    program.expect("no answer")
    program.expect("the next task: 1")
    program.expect("ready: False")
    program.wait(exit_code=0)
