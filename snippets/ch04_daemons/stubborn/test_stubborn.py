import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to ignore")
def test_daemon_that_does_not_obey_sigterm_keeps_the_main_process(run, start_method):
    """The exit handler sends SIGTERM, then joins, without a deadline."""
    program = run("stubborn.py", record="stubborn.txt", ordered=True)
    program.expect("main: the last line")
    program.expect("waited for me: True")
    program.wait(exit_code=0)
