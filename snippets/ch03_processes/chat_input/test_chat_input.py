def test_child_cannot_read_the_keyboard(run, start_method):
    """In a child stdin is empty: input() raises EOFError; the parent still reads."""
    program = run("input_broken.py", record="input_broken.txt")
    program.send("hello")
    program.expect("^EOFError")
    program.expect("^main read hello$")
    program.wait(exit_code=0)
