def test_file_object_is_unusable_after_a_timeout(run):
    """One timeout in the middle of a line, and every later read fails; half of the line is lost."""
    run("unusable_broken.pycon").wait(exit_code=0)


def test_reader_with_a_buffer_of_its_own_survives_a_timeout(run):
    """What came before the timeout is kept, and the line is complete when its rest has come.

    What can never become a line is an error: it is too long, or nothing more comes.
    """
    program = run("line_reader.py", record="line_reader.txt")
    program.expect("not yet a line")
    program.expect("line: 半行，另外半行")
    program.expect("line: 下一行")
    program.expect("refused: the line is too long")
    program.expect("over: the connection ended before the line did")
    program.wait(exit_code=0)
