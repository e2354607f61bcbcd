def test_child_cannot_read_the_keyboard(run, start_method):
    """In a child stdin is empty: input() raises EOFError; the parent still reads."""
    program = run("input_broken.py", record="input_broken.txt")
    program.expect("EOFError")
    program.send("hello")
    program.wait(exit_code=0)
