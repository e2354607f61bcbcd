def test_wait_tells_who_ends_first(run, start_method):
    """One wait() for all children returns the sentinel of the one that has ended."""
    program = run("first_to_end.py", record="first_to_end.txt")
    program.expect(r"ended so far: \[\]")
    for name in ("second", "third", "first"):
        program.expect(f"^{name} has ended with exit code 0$")
    program.wait(exit_code=0)
