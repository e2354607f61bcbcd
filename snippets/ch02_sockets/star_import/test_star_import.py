def test_star_import_replaces_a_variable_of_ones_own(run):
    """Of some hundred names, one is `timeout`; with `import socket` both keep their own."""
    run("star_broken.pycon").wait(exit_code=0)
