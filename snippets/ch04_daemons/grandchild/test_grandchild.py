def test_what_a_daemon_starts_is_not_ended_with_it(run, start_method):
    """SIGTERM is for the daemon alone: its own child becomes an orphan."""
    program = run("grandchild.py", record="grandchild.txt", ordered=True)
    program.wait(exit_code=0)
    program.expect("I am still here")
