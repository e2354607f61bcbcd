def test_local_variable_proves_nothing(run, start_method):
    """In a process or by a mere call: the outer n was never touched."""
    program = run("proves_nothing_broken.py", record="proves_nothing_broken.txt", ordered=True)
    program.wait(exit_code=0)


def test_global_survives_a_process_but_not_a_call(run, start_method):
    """The same function, once in a child and once here: only the second changes our n."""
    run("isolation.py", record="isolation.txt", ordered=True).wait(exit_code=0)


def test_global_defined_under_the_guard_is_there_under_fork_only(run, start_method):
    """Who runs the file anew skips what stands under the guard: NameError."""
    record = "fork" if start_method == "fork" else "others"
    program = run("inside_guard_broken.py", record=f"inside_guard-{record}.txt")
    program.wait(exit_code=0)
    assert ("NameError" in program.stderr) == (start_method != "fork")


def test_without_join_the_main_process_may_print_first(run, start_method):
    """Nothing makes the parent wait for a child that is slow."""
    program = run("no_join_broken.py", record="no_join_broken.txt", ordered=True)
    program.wait(exit_code=0)
    assert program.stdout == "main: I did not wait\nchild: now\n"
