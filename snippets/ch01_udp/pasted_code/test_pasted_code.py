def test_code_indented_with_no_break_spaces_does_not_compile(run):
    """Such code looks right on the page and is refused; with plain spaces it runs."""
    run("no_break_space.pycon").wait(exit_code=0)


def test_module_has_the_name_it_has(run):
    """There is no socket_server in Python, and there is a socketserver."""
    run("wrong_name.pycon").wait(exit_code=0)
