def test_shutdown_from_another_thread_ends_serve_forever(run):
    """All threads are over and the port is free."""
    run("server.py", record="server.txt").wait(exit_code=0)


def test_shutdown_from_the_serving_thread_waits_for_itself(run):
    """The handler never gets past it."""
    program = run("same_thread_broken.py", record="same_thread_broken.txt")
    program.wait(exit_code=0)
    assert "never reached" not in program.stdout
