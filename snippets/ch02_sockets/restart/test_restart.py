import sys

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="the session shows the error number of Linux")
def test_server_that_hung_up_first_cannot_start_again_at_once(run):
    """The port rests in TIME_WAIT; SO_REUSEADDR, which create_server() sets on POSIX, allows it."""
    run("address_in_use.pycon").wait(exit_code=0)
