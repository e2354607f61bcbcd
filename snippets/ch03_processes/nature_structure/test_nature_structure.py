import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows this in /proc")


def test_a_process_is_more_than_program_data_and_control_block(run):
    """What the kernel keeps of a process grows with each file it opens and thread it starts."""
    program = run("parts.py", record="parts.txt")
    program.expect("code is in memory, True")
    program.expect("heap and its stack, True")
    program.expect("Threads: 1")
    program.expect("open files: 1 more")
    program.expect("threads: 2 after")
    program.wait(exit_code=0)
