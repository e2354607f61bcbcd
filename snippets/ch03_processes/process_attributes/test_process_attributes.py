import sys

import pytest


def test_pid(run, start_method):
    """None before start(), then that of the child for ever; parent_process() is main."""
    program = run("pid.py", record="pid.txt")
    main = program.expect(r"main is (\d+) and its parent None")[1]
    program.expect(r"before start\(\): None")
    child = program.expect(rf"the child is (\d+) and its parent {main}")[1]
    program.expect(rf"after join\(\): {child} {child}")
    program.wait(exit_code=0)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the name in /proc")
def test_name_is_a_label(run, start_method):
    """It can be changed at any time, and the operating system does not know it."""
    program = run("name.py", record="name.txt")
    program.expect("name: worker")
    program.expect("the system knows it as worker: False")
    program.expect("even later: retired worker")
    program.expect("name = 5: name must be a string")
    program.expect(r"Process\(name=5\): 5")
    program.wait(exit_code=0)


def test_en_dash_is_no_minus(run):
    """What looks like a minus in print may be none."""
    run("en_dash.pycon").wait(exit_code=0)
