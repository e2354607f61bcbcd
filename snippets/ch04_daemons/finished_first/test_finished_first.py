def test_daemon_that_has_ended_before_shows_nothing(run, start_method):
    """With and without the flag the output is the same: nobody is there to be ended."""
    for arguments in [[], ["daemon"]]:
        program = run("finished_first_broken.py", *arguments, record="finished_first_broken.txt")
        program.wait(exit_code=0)
