def test_group_must_be_none(run):
    """The parameter is there because threading.Thread has it, where it must be None too."""
    run("group.pycon").wait(exit_code=0)


def test_target_runs_in_the_child(run, start_method):
    """The target runs in a process of its own; without one the child has nothing to do."""
    program = run("target.py", record="target.txt")
    main = program.expect(r"main runs in (\d+)")[1]
    target = program.expect(r"the target runs in (\d+)")[1]
    assert target != main
    program.expect(rf"pid {target} ended with exit code 0")
    program.expect(r"pid \d+ ended with exit code 0")
    program.wait(exit_code=0)


def test_lambda_needs_fork(run, start_method):
    """The other methods send the target to the child by its name, and a lambda has none."""
    name = f"target_lambda-{start_method}.txt"
    program = run("target_lambda_broken.py", record=name)
    program.expect("the lambda ran" if start_method == "fork" else r"start\(\) failed: \w+Error")
    program.wait(exit_code=0)


def test_target_called_at_once_runs_in_main(run, start_method):
    """With parentheses the job is done before there is a child, which then does nothing."""
    program = run("target_called_broken.py", record="target_called_broken.txt")
    main = program.expect(r"main runs in (\d+)")[1]
    program.expect(rf"the job runs in {main}$")
    program.expect("exit code 0")
    program.wait(exit_code=0)


def test_args_and_kwargs_reach_the_target(run, start_method):
    """They are what follows the target's name in a call."""
    run("args.py", record="args.txt").wait(exit_code=0)


def test_child_gets_copies(run, start_method):
    """The copy is made by start(): what is added earlier arrives, nothing comes back."""
    program = run("copies.py", record="copies.txt")
    program.expect(r"child got \['there from the start', 'added before start\(\)'\]$")
    program.expect(r"main has \['there from the start', 'added before start\(\)'\]$")
    program.wait(exit_code=0)


def test_names(run, start_method):
    """A process without a name gets a number; two may have the same name."""
    program = run("name.py", record="name.txt")
    program.expect("MainProcess is")
    program.expect("Process-1 is")
    first = program.expect(r"worker is (\d+)")[1]
    program.expect("without a name: Process-4")
    assert program.expect(r"worker is (\d+)")[1] != first
    program.wait(exit_code=0)
