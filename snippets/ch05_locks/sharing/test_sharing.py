import pytest


def test_module_level_lock_is_another_in_each_process(run, start_method):
    """Only fork copies the lock; elsewhere each process makes its own, which keeps nobody out."""
    record = f"module_level_broken-{start_method}.txt"
    program = run("module_level_broken.py", record=None if start_method == "forkserver" else record)
    program.wait(exit_code=0)
    assert program.stdout.split()[-1] == str(start_method != "fork")
    if start_method == "forkserver":
        # Until 3.13 the fork server itself imports the program, and nobody removes its lock.
        leaked = "There appear to be 1 leaked semaphore objects" in program.stderr
        assert leaked == (run.version < (3, 14))


def test_lock_given_as_an_argument_is_the_same(run, start_method):
    """Passed to the child, it keeps main out under every start method."""
    run("argument.py", record="argument.txt").wait(exit_code=0)


@pytest.mark.parametrize("program", ["pool_broken.py", "pool.py"])
def test_pool_takes_a_lock_only_when_its_processes_start(run, start_method, program):
    """A lock cannot travel with a task, only with the initializer."""
    run(program, record=program.replace(".py", ".txt")).wait(exit_code=0)
