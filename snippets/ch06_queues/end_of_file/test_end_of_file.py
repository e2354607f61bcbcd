def test_forked_receiver_holds_the_sending_end_itself(run, start_method):
    """Under fork the child has a copy of every end, and waits for itself; else it has not."""
    record = f"own_copy_broken-{start_method}.txt"
    run("own_copy_broken.py", record=record).wait(exit_code=0)


def test_end_of_file_comes_when_all_have_closed(run, start_method):
    """The sending end handed to the child and closed there works with every start method."""
    run("closed_everywhere.py", record="closed_everywhere.txt").wait(exit_code=0)


def test_forked_bystander_keeps_a_pipe_open(run, start_method):
    """Under fork, any child started meanwhile counts as one that could still send."""
    record = f"bystander_broken-{start_method}.txt"
    run("bystander_broken.py", record=record).wait(exit_code=0)
