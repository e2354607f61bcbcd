def test_endless_helper_ends_with_the_program(run, start_method):
    """What has nothing to finish can be a daemon: nobody has to tell it to stop."""
    run("heartbeat.py", record="heartbeat.txt").wait(exit_code=0)
