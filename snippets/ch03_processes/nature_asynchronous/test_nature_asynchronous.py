import pytest


@pytest.mark.parametrize("order", ["AABB", "BABA"])
def test_any_order_of_steps_can_happen(run, start_method, order):
    """The same program, started in the same order, advances in whatever order it is let."""
    program = run("scheduler.py", order, record=f"{order}.txt", ordered=True)
    program.wait(exit_code=0)
    assert "".join(line[0] for line in program.stdout.splitlines()) == order
