import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither sessions nor Unix daemons")
def test_only_the_service_outlives_the_main_process(run, start_method):
    """Thread and process end with it, without their `finally`; the service has left it."""
    program = run("three_daemons.py", record="three_daemons.txt", leaves_open=True)
    program.wait(exit_code=0)
    program.expect("service: the main process is gone")
    assert "cleaned up" not in program.stdout
