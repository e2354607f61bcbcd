def test_a_parent_that_comes_to_its_end_waits_for_its_child(run, start_method):
    """A second after its last line the parent is still there, because the child is."""
    program = run("ending.py", "ordinary", record="ordinary.txt", ordered=True)
    program.expect("the parent is there: True")
    program.wait(exit_code=0)


def test_a_parent_that_ends_abruptly_does_not_wait(run, start_method):
    """After os._exit() the parent is gone while its child still runs."""
    program = run("ending.py", "abrupt", record="abrupt.txt", ordered=True)
    program.expect("the parent is there: False")
    program.wait(exit_code=0)
    # Nor does it tidy up: the fork server's folder is left.
    assert run.sweep_fork_server() == (start_method == "forkserver")
