def test_run_starts_nothing(run, start_method):
    """run() does the work in the caller; there is no process to have a pid or to be joined."""
    program = run("run_directly.py", record="run_directly.txt")
    main = program.expect(r"main runs in (\d+)")[1]
    program.expect(rf"the job runs in {main}$")
    program.expect(r"after run\(\): pid None alive False")
    program.expect("can only join a started process")
    child = program.expect(r"the job runs in (\d+)")[1]
    assert child != main
    program.expect(rf"after start\(\): pid {child}$")
    program.wait(exit_code=0)


def test_object_starts_once(run, start_method):
    """A second start() is refused, and the object has forgotten its target."""
    program = run("once.py", record="once.txt")
    program.expect("only once")
    program.expect("cannot start a process twice")
    program.expect("'Process' object has no attribute '_target'")
    program.wait(exit_code=0)


def test_subclass_needs_no_run(run, start_method):
    """The inherited run() calls the target."""
    program = run("no_run.py", record="no_run.txt")
    program.expect("the target ran")
    program.expect("exit code 0")
    program.wait(exit_code=0)


def test_start_waits_for_nothing_the_child_does(run, start_method):
    """start() has returned twice before a child speaks, and the one started last speaks first."""
    program = run("start_returns.py", record="start_returns.txt", ordered=True)
    program.expect("none has spoken")
    program.expect("I was started second")
    program.expect("I was started first")
    program.wait(exit_code=0)
