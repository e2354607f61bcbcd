def test_results_are_fetched_when_they_are_wanted(run, start_method):
    """Different functions at once; a deadline raises an error that is not the built-in one."""
    program = run("submit.py", record="submit.txt")
    program.expect("factorial: 120")
    program.expect(r"sorted: \['p', 'o', 'o', 'l'\]")
    program.expect("too late: False")
    program.wait(exit_code=0)


def test_leaving_the_block_terminates_what_is_not_done(run, start_method):
    """The end of ``with`` does not wait: the task is cut off, nobody is told."""
    program = run("left_early_broken.py", record="left_early_broken.txt")
    program.expect("ready: False")
    program.expect("written: False")
    program.wait(exit_code=0)
    assert not (run.folder / "report.txt").exists()


def test_closed_and_joined_it_finishes_its_tasks(run, start_method):
    """After close() and join() all tasks are done."""
    program = run("finish.py", record="finish.txt")
    program.expect("ready: True")
    program.expect("written: True")
    program.wait(exit_code=0)
    assert (run.folder / "report.txt").read_text("utf-8") == "done"
