import pytest

from harness.hostile import Siege, besiege
from harness.peers import udp_socket

ADDRESS = ("127.0.0.1", 9111)


def test_one_socket_serves_clients_in_turn(run):
    """Both clients stay open, write by turns, and each gets the answers meant for it."""
    server = run("server.py", record="server.txt")
    server.expect("one socket, listening")
    alice = run("client.py", record="alice.txt")
    bob = run("client.py", record="bob.txt")
    alice.expect("type a line:")
    bob.expect("type a line:")
    alice.send("hello from alice")
    alice.expect("server: that was your number 1")
    bob.send("hello from bob")
    bob.expect("server: that was your number 1")
    alice.send("alice again")
    alice.expect("server: that was your number 2")
    alice.close_input()
    alice.wait(exit_code=0)
    bob.interrupt()
    first = server.expect(r":(\d+) datagram 1: b'hello from alice'")[1]
    second = server.expect(r":(\d+) datagram 1: b'hello from bob'")[1]
    third = server.expect(r":(\d+) datagram 2: b'alice again'")[1]
    assert first == third != second
    server.interrupt()


def test_client_does_not_wait_for_ever(run):
    """An answer may be lost: after five seconds the client says that none has come."""
    with udp_socket() as silent:
        silent.bind(ADDRESS)
        client = run("client.py")
        client.send("hello?")
        assert silent.recv(100) == b"hello?"
        client.expect("TimeoutError: timed out", stream="err")
        client.wait(exit_code=1)


def test_tcp_serves_many_too_but_needs_a_socket_for_each(run):
    """The difference is not how many clients: UDP needs one socket, TCP one more per client."""
    program = run("sockets_needed.py", record="sockets_needed.txt")
    program.expect("UDP: 1 server socket heard 3 clients")
    program.expect("TCP: 1 socket listened, 3 more heard 3 clients")
    program.expect("server sockets: 1 for UDP, 4 for TCP")
    program.wait(exit_code=0)


@pytest.mark.deadline(120)
def test_bad_clients_keep_no_good_one_away(run):
    """It looks at no datagram's content, so none can harm it."""
    server = run.server("server.py")

    def visit():
        with udp_socket(ADDRESS) as sock:
            sock.send(b"hello")
            # Somebody before may have had the same port.
            assert sock.recv(100).startswith(b"that was your number ")

    besiege(Siege(run, server, ADDRESS, visit), udp=True)
    server.interrupt()
