def test_all_wait_for_the_signal(run, start_method):
    """Nobody runs before set(), everybody after it."""
    program = run("start.py", record="start.txt", ordered=True)
    program.expect("nobody has run yet: True")
    program.wait(exit_code=0)
    assert program.stdout.count("runs\n") == 3


def test_asked_to_stop_it_tidies_up(run, start_method):
    """Unlike a terminated process, it finishes its round and ends with exit code 0."""
    program = run("stop.py", record="stop.txt", ordered=True)
    program.expect("tidies up")
    program.expect("exit code 0")
    program.wait(exit_code=0)
