def test_end_of_input_is_an_error_for_input(run):
    """On Ctrl-D input() raises EOFError, which ends the program with a traceback."""
    program = run("ask_broken.py")
    program.send("hello")
    program.expect("^say: you said 'hello'$")
    program.close_input()
    program.wait(exit_code=1)
    assert program.stderr.rstrip().endswith("EOFError: EOF when reading a line")


def test_end_of_input_ends_a_loop_over_the_lines(run):
    """Who reads line by line goes on after the last line, and can still tidy up."""
    program = run("ask.py", record="ask.txt")
    program.send("hello")
    program.expect("you said 'hello'")
    program.close_input()
    program.wait(exit_code=0)


def test_ctrl_c_ends_a_loop_over_the_lines_quietly(run):
    """It is another way to say that nothing more will be typed."""
    program = run("ask.py")
    program.send("hello")
    program.expect("you said 'hello'")
    program.interrupt()
