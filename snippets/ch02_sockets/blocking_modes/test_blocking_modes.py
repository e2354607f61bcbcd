import sys

import pytest


def test_three_methods_show_one_setting(run):
    """None waits for ever, 0.0 never, a positive number so many seconds at most."""
    run("one_setting.pycon").wait(exit_code=0)


@pytest.mark.skipif(sys.platform == "win32", reason="os.get_blocking() knows no sockets on Windows")
def test_timeout_makes_the_kernel_socket_non_blocking(run):
    """With a timeout it is Python that waits; the kernel is told not to."""
    run("kernel_view.pycon").wait(exit_code=0)


def test_timeout_raises_timeout_error_and_leaves_the_socket_usable(run):
    """TimeoutError has no number and no other name, and what comes late is not lost."""
    run("timed_out.pycon").wait(exit_code=0)


def test_accepted_socket_does_not_inherit_the_timeout_of_its_listener(run):
    """Only setdefaulttimeout() reaches sockets that accept() makes."""
    run("not_inherited.pycon").wait(exit_code=0)


@pytest.mark.skipif(sys.platform != "linux", reason="the manual leaves this to the system")
def test_on_linux_a_non_blocking_listener_hands_out_blocking_sockets(run):
    """What Python's manual leaves to the system is not inherited on Linux either."""
    run("non_blocking_listener.pycon").wait(exit_code=0)
