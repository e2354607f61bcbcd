def test_results_in_the_order_of_the_tasks_from_a_fixed_number_of_workers(run, start_method):
    """Ten tasks, two processes at most, none of them the main one."""
    program = run("squares.py", record="squares.txt")
    program.wait(exit_code=0)
    first, *others = program.stdout.splitlines()
    assert first == str([n * n for n in range(10)])
    assert [line.rpartition(" ")[2] for line in others] == ["True", "False"]
