def test_socket_that_nobody_closed_is_warned_about(run):
    """A socket that goes out of use open is a ResourceWarning; after `with` there is none."""
    run("unclosed_broken.pycon").wait(exit_code=0)
