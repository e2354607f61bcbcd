def test_rules_are_asserts(run, start_method):
    """Each rule is kept by an assert statement, and none is left under -O."""
    program = run("under_o.py", record="under_o.txt")
    program.wait(exit_code=0)
    checked, unchecked = program.stdout.split("asserts are checked: ")[1:]
    assert checked.count("AssertionError") == 4
    assert "the child of a daemon runs" not in checked
    assert unchecked.count("accepted") == 3
    assert "join before start: AttributeError: 'NoneType'" in unchecked
    assert "the child of a daemon runs" in unchecked
