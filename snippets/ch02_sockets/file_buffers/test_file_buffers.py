def test_nothing_is_sent_before_flush(run):
    """Text waits in the file's buffer, with buffering=1 too; line_buffering sends line by line."""
    run("flush.pycon").wait(exit_code=0)


def test_newline_parameter_says_what_ends_a_line(run):
    """None takes every kind of line end for one, a newline of one's own is kept exactly."""
    run("newlines.pycon").wait(exit_code=0)


def test_buffer_hides_data_from_select(run):
    """readline() takes more than a line from the kernel: select() does not see the rest."""
    run("read_ahead.pycon").wait(exit_code=0)


def test_modes_of_makefile_are_fewer_than_those_of_open(run):
    """Only r, w and b; without a buffer only bytes."""
    run("modes.pycon").wait(exit_code=0)
