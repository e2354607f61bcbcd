def test_one_recv_may_return_less_than_asked_for(run):
    """A right answer that comes in two parts is taken for a wrong one."""
    program = run("recv_once_broken.py", record="recv_once_broken.txt")
    program.expect("received 16")
    program.expect("legal: False")
    program.wait(exit_code=0)


def test_loop_receives_all_that_was_asked_for(run):
    """The same two parts are put together, whatever the time between them.

    When nothing more can come, it says so, and does not ask for ever.
    """
    program = run("recv_exactly.py", record="recv_exactly.txt")
    program.expect("received 32")
    program.expect("legal: True")
    program.expect("asked for 32 more: the connection ended early")
    program.wait(exit_code=0)


def test_incremental_decoder_waits_for_the_rest_of_a_character(run):
    """A stream cut within a character is no error for it, unless the stream ends there."""
    run("split_text.pycon").wait(exit_code=0)
