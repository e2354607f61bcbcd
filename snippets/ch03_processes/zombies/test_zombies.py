import sys

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="reads the states in /proc")
def test_a_zombie_waits_for_its_parent_to_look(run, start_method):
    """It stays until active_children(), the next start() or join(); the fork server looks."""
    program = run("zombie.py", record=f"zombie-{start_method}.txt")
    looks = [
        ("first ended", r"active_children\(\)"),
        ("second ended", "the start of the third"),
        ("terminated", r"join\(\)"),
    ]
    for end, look in looks:
        program.expect(f"^{end}: {'gone' if start_method == 'forkserver' else 'Z'}$")
        program.expect(f"^after {look}: gone$")
    program.wait(exit_code=0)
