def test_process_killed_while_sending_damages_the_queue_for_all(run, start_method):
    """It takes a lock with it, and leaves half a message: others can neither put nor get."""
    program = run("killed_broken.py", record="killed_broken.txt")
    waited = program.expect(r"still waits after (\S+) s")[1]
    assert float(waited) >= 2
    program.wait(exit_code=0)


def test_with_a_pipe_for_each_only_one_is_lost(run, start_method):
    """The end of the killed process is seen as an error, and the other's message arrives."""
    run("pipe_each.py", record="pipe_each.txt").wait(exit_code=0)
