def test_recvfrom_cuts_without_a_word(run):
    """What does not fit is gone: no error, and the next call returns the next datagram."""
    program = run("cut_broken.py", record="cut_broken.txt")
    program.expect("sent 1200 bytes")
    program.expect("received 1024 bytes")
    program.expect("received b'the next datagram'")
    program.expect("byte 1023 starts a character that was cut")
    program.wait(exit_code=0)


def test_recvmsg_says_that_a_datagram_was_cut(run):
    """MSG_TRUNC is set for the datagram that did not fit, and only for that one."""
    program = run("noticed.py", record="noticed.txt")
    program.expect("received 1024 bytes, cut: True")
    program.expect("received 17 bytes, cut: False")
    program.wait(exit_code=0)


def test_linux_tells_the_true_length(run):
    """Passing MSG_TRUNC to a receiving call returns how long the datagram was."""
    program = run("true_length.py", record="true_length.txt")
    program.expect("the datagram had 1200 bytes, the buffer holds 1024")
    program.wait(exit_code=0)


def test_buffer_for_the_largest_datagram_never_cuts(run):
    """With 65535 bytes of room the text arrives whole."""
    program = run("big_buffer.py", record="big_buffer.txt")
    program.expect("received 1200 bytes, whole: True")
    program.wait(exit_code=0)
