import sys

import pytest

posix = pytest.mark.skipif(sys.platform == "win32", reason="os.read() knows no sockets there")


@posix
def test_number_works_wherever_the_system_takes_a_file(run):
    """fileno() is what os.read(), os.write() and selectors want; after close() it is -1."""
    run("number.pycon").wait(exit_code=0)


def test_connection_ends_when_socket_and_file_are_closed(run):
    """Closing the socket alone ends nothing while a file made of it is open."""
    run("closing.pycon").wait(exit_code=0)


def test_detached_connection_lives_on(run):
    """detach() gives the number away unclosed; socket(fileno=...) takes it over."""
    run("detach.pycon").wait(exit_code=0)


def test_duplicate_keeps_the_connection_open(run):
    """fromfd() makes another number; close() ends one, shutdown() the connection."""
    run("duplicate.pycon").wait(exit_code=0)


@posix
def test_two_objects_with_one_number_close_it_for_each_other(run):
    """The one left behind fails at best, and at worst talks into somebody else's connection."""
    run("same_number_broken.pycon").wait(exit_code=0)
