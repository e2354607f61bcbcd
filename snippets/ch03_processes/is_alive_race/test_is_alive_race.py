import sys

import pytest


def test_who_prints_first_is_not_decided_by_the_program(run, start_method):
    """The same lines in two orders, both right; the original shows one as if it were sure."""
    child = run("order_broken.py", "child", record="order_child.txt", ordered=True)
    parent = run("order_broken.py", "parent", record="order_parent.txt", ordered=True)
    child.wait(exit_code=0)
    parent.wait(exit_code=0)
    assert child.stdout.split() == ["123", "True", "True"]
    assert parent.stdout.split() == ["True", "True", "123"]


@pytest.mark.skipif(sys.platform != "linux", reason="os.pidfd_open() exists on Linux only")
def test_after_terminate_alone_either_answer_may_come(run, start_method):
    """terminate() only sends a signal: the child is alive until it has had its turn."""
    slow_child = run("at_once_broken.py", "child", record="slow_child.txt")
    slow_parent = run("at_once_broken.py", "parent", record="slow_parent.txt")
    slow_child.expect("after terminate: True")
    slow_parent.expect("after terminate: False")
    for program in slow_child, slow_parent:
        program.expect("after join: False -15")
        program.wait(exit_code=0)


def test_after_join_it_has_ended_by_the_signal(run, start_method):
    """terminate(), join(), then look: never alive, exit code -15."""
    program = run("terminate.py", record="terminate.txt")
    program.expect("before start: False None")
    program.expect("after start: True None")
    program.expect("after terminate and join: False -15")
    program.wait(exit_code=0)


def test_the_second_listing_does_not_run_alone(run):
    """It lacks both the import and the class."""
    program = run("second_listing_broken.py")
    program.expect("NameError: name 'os' is not defined", stream="err")
    program.wait(exit_code=1)


def test_the_name_has_an_underscore(run):
    """There is is_alive, and no isalive."""
    run("names.pycon").wait(exit_code=0)
