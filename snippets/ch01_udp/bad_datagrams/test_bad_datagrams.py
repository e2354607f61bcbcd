import pytest

from harness.hostile import Siege, besiege
from harness.peers import udp_socket

ADDRESS = ("127.0.0.1", 9151)
DEADLY = {
    "not-utf8": "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff",
    "not-json": "JSONDecodeError: Expecting value: line 1 column 1",
    "empty": "JSONDecodeError: Expecting value: line 1 column 1",
    "not-an-object": "TypeError: list indices must be integers or slices, not str",
    "no-name": "KeyError: 'name'",
    # Which one depends on the version: nested.pycon.
    "nested": "RecursionError|JSONDecodeError",
    "too-long": r"JSONDecodeError: Invalid \\uXXXX escape",
}


@pytest.mark.parametrize("kind", DEADLY)
def test_one_bad_datagram_ends_the_trusting_server(run, kind):
    """Anybody who can reach the port ends a server that does not check, with one datagram."""
    server = run("server_broken.py")
    server.expect("listening")
    run("bad_sender.py", kind).wait(exit_code=0)
    server.expect(DEADLY[kind], stream="err")
    server.wait(exit_code=1)
    assert server.stdout == "listening\n"


def test_deep_nesting_fails_by_recursion_on_3_11_and_by_syntax_since(run):
    """Which exception a server has to expect from brackets alone depends on the version."""
    run("nested.pycon").wait(exit_code=0)


def test_wrong_type_is_shown_by_the_trusting_server_as_if_it_were_text(run):
    """A list in the place of a text raises nothing: the server prints it and goes on."""
    server = run("server_broken.py")
    server.expect("listening")
    run("bad_sender.py", "wrong-type").wait(exit_code=0)
    server.expect(r"eve: \['hi'\]")
    server.expect("小明: 还在吗？")
    server.interrupt()


def test_escape_sequence_reaches_the_terminal_of_the_trusting_server(run):
    """Text printed as it came may clear the screen and colour what follows."""
    server = run("server_broken.py")
    server.expect("listening")
    run("bad_sender.py", "escape").wait(exit_code=0)
    server.expect("\x1b\\[31mroot: \x1b\\[2Jobey")
    server.interrupt()


def test_checking_server_reports_every_bad_datagram_and_goes_on(run):
    """Each kind gets its reason, nothing raw is printed, and the good message is shown."""
    server = run("server.py", record="server.txt")
    server.expect("listening")
    run("bad_sender.py", record="bad_sender.txt").wait(exit_code=0)
    server.expect("ignored 1 bytes: not UTF-8")
    server.expect("ignored 2 bytes: not JSON")
    server.expect("ignored 0 bytes: not JSON")
    server.expect("ignored 2 bytes: not an object with a name and a text")
    server.expect("ignored 14 bytes: not an object with a name and a text")
    server.expect("ignored 1024 bytes: not JSON")
    server.expect("ignored 1227 bytes: too long")
    server.expect("ignored 31 bytes: not an object with a name and a text")
    server.expect(r"'\\x1b\[31mroot' says '\\x1b\[2Jobey'")
    server.expect("'小明' says '还在吗？'")
    assert "\x1b" not in server.stdout
    server.interrupt()


@pytest.mark.deadline(120)
def test_bad_clients_keep_no_good_one_away_from_the_checking_server(run):
    """Whatever else arrives, a message is shown."""
    server = run.server("server.py")

    def visit():
        with udp_socket() as sock:
            sock.sendto(b'{"name": "a good one", "text": "hello"}', ADDRESS)
        server.expect("^'a good one' says 'hello'$")

    besiege(Siege(run, server, ADDRESS, visit), udp=True)
    server.interrupt()
