import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_one_address_in_two_address_spaces(run):
    """The same number for a place in memory means another place in each process."""
    program = run("same_address.py", record="same_address.txt")
    program.expect("same address: True")
    program.expect("child: 2")
    program.expect("parent: 1")
    program.wait(exit_code=0)
