def test_arguments_go_in_and_results_come_back_through_a_queue(run, start_method):
    """What the child assigns to its attributes stays with the child."""
    program = run("subclass.py", record="subclass.txt")
    program.expect("from the queue: 5")
    program.expect("from the attribute: None")
    program.expect("exit code: 0")
    program.wait(exit_code=0)


def test_the_child_gets_what_was_there_at_start(run, start_method):
    """Changes made before start() arrive, changes made after it do not."""
    program = run("copied_at_start.py", record="copied_at_start.txt")
    program.expect(r"buys \['bread', 'milk'\]")
    program.expect(r"has \['bread', 'milk', 'eggs'\]")
    program.wait(exit_code=0)
