def test_run_is_called_in_a_process_of_its_own(run, start_method):
    """start() calls run(); name and arguments arrive under every start method."""
    program = run("greeter.py", record="greeter.txt")
    program.wait(exit_code=0)


def test_name_set_before_the_base_class_is_lost(run, start_method):
    """Process.__init__() gives a name of its own; no error tells."""
    run("name_first_broken.py", record="name_first_broken.txt").wait(exit_code=0)


def test_name_set_after_the_base_class_stays(run, start_method):
    """Also right, if longer than handing the name over."""
    run("name_after.py", record="name_after.txt").wait(exit_code=0)


def test_base_class_that_was_not_initialised_cannot_start(run, start_method):
    """start() misses what Process.__init__() would have set."""
    run("no_super_init_broken.py", record="no_super_init_broken.txt").wait(exit_code=0)
