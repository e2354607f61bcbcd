import pytest

from harness.hostile import Siege, besiege
from harness.peers import udp_socket

ADDRESS = ("127.0.0.1", 9330)


@pytest.mark.parametrize("name", ["server.py", "cut_broken.py"])
def test_clients_take_turns_as_they_like(run, name):
    """There is no connection that could keep others out: even one thread serves everybody."""
    server = run.server(name)
    with udp_socket(ADDRESS) as alice, udp_socket(ADDRESS) as bob:
        for sock, text in [(alice, "one"), (bob, "二"), (alice, "three"), (bob, "")]:
            sock.send(text.encode())
            assert sock.recv(100) == text.upper().encode()
    server.interrupt()


def test_no_thread_is_left_when_it_is_interrupted(run):
    """Each datagram had a thread; none is left."""
    server = run.server("server.py", record="server.txt")
    run("client.py", "60000", record="client.txt").wait(exit_code=0)
    server.goes_on(1.5)  # it waits a second, again and again
    server.interrupt()


def test_unless_told_otherwise_datagrams_are_cut(run):
    """Beyond max_packet_size the rest is gone, without an error."""
    server = run.server("cut_broken.py", record="cut_broken.txt")
    run("client.py", "60000", record="client_cut.txt").wait(exit_code=0)
    server.interrupt()


@pytest.mark.deadline(120)
def test_bad_clients_keep_no_good_one_away(run):
    """A thread for each datagram: each ends with it."""
    server = run.server("server.py")

    def visit():
        with udp_socket(ADDRESS) as sock:
            sock.send(b"hello")
            assert sock.recv(100) == b"HELLO"

    besiege(Siege(run, server, ADDRESS, visit), udp=True)
    server.interrupt()
