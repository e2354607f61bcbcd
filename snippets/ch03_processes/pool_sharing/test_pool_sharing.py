def test_workers_get_shared_objects_when_they_start(run, start_method):
    """What the initializer is given is the same object in all workers and the parent."""
    program = run("initializer.py", record="initializer.txt")
    program.expect("total 45")
    program.wait(exit_code=0)


def test_a_lock_cannot_be_the_argument_of_a_task(run, start_method):
    """It goes to a process at its start or not at all, whatever the start method."""
    program = run("lock_argument_broken.py", record="lock_argument_broken.txt")
    program.expect("RuntimeError: Lock objects should only be shared")
    program.wait(exit_code=0)


def test_a_lambda_cannot_be_a_task(run, start_method):
    """Tasks are pickled under every start method, fork too."""
    if run.version[:2] == (3, 13):
        program = run("lambda_broken.py", record="lambda_broken_3.13.txt")
    else:
        run.elsewhere("lambda_broken_3.13.txt")
        program = run("lambda_broken.py", record="lambda_broken.txt")
    program.expect("local object")
    program.wait(exit_code=0)
