import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="buffers of other systems were not measured")
def test_send_may_send_a_part(run):
    """With a timeout send() returns early, and sendall() raises."""
    run("partial_send.pycon").wait(exit_code=0)


def test_except_exception_hides_a_misspelt_name(run):
    """The narrower except shows the mistake."""
    run("swallowed.pycon").wait(exit_code=0)
