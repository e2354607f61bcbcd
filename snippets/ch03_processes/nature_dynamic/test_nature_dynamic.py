def test_a_process_comes_and_goes_while_its_program_stays(run, start_method):
    """A pid is there from start() on, an exit code from the end on; the file outlives both."""
    program = run("lifetime.py", record="lifetime.txt")
    program.wait(exit_code=0)
    made, started, ended, still = program.stdout.splitlines()
    assert "pid None, alive: False, exit code None" in made
    assert "alive: True, exit code None" in started
    assert "alive: False, exit code 0" in ended
    assert (run.folder / still.rpartition(" ")[2]).is_file()


def test_the_same_program_becomes_a_new_process_each_time(run):
    """Two runs of one file are two processes with two pids."""
    first, second = run("lifetime.py"), run("lifetime.py")
    first.wait(exit_code=0)
    second.wait(exit_code=0)
    pids = {run.expect(r"after start\(\): pid (\d+)")[1] for run in (first, second)}
    assert len(pids) == 2
