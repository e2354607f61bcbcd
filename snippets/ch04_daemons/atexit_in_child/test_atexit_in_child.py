def test_atexit_in_a_normal_child(run, start_method):
    """Since 3.13 it is called with every start method; before, only where a child is spawned."""
    record = "normal.txt"
    if run.version >= (3, 13):
        run.elsewhere("normal_without.txt")
    elif start_method != "spawn":
        record = "normal_without.txt"
    program = run("atexit_in_child.py", record=record)
    program.wait(exit_code=0)


def test_atexit_in_a_daemon(run, start_method):
    """It is never called: the signal ends the daemon before."""
    run("atexit_in_child.py", "daemon", record="daemon.txt").wait(exit_code=0)
