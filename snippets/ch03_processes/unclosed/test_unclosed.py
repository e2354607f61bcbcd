def test_python_warns_of_what_is_not_closed(run):
    """A file or socket left to itself causes a ResourceWarning; ``with`` does not."""
    run("warned.pycon").wait(exit_code=0)
