import socket

import pytest

ADDRESS = ("127.0.0.1", 9330)


def started(run, name, record=None):
    server = run(name, record=record)
    server.expect("listening")
    return server


def udp():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.connect(ADDRESS)
    sock.settimeout(10)
    return sock


@pytest.mark.parametrize("name", ["server.py", "cut_broken.py"])
def test_clients_take_turns_as_they_like(run, name):
    """There is no connection that could keep others out: even one thread serves everybody."""
    server = started(run, name)
    with udp() as alice, udp() as bob:
        for sock, text in [(alice, "one"), (bob, "二"), (alice, "three"), (bob, "")]:
            sock.send(text.encode())
            assert sock.recv(100) == text.upper().encode()
    server.interrupt()


def test_no_thread_is_left_when_it_is_interrupted(run):
    """Each datagram had a thread; none is left."""
    server = started(run, "server.py", record="server.txt")
    run("client.py", "60000", record="client.txt").wait(exit_code=0)
    server.interrupt()


def test_unless_told_otherwise_datagrams_are_cut(run):
    """Beyond max_packet_size the rest is gone, without an error."""
    server = started(run, "cut_broken.py", record="cut_broken.txt")
    run("client.py", "60000", record="client_cut.txt").wait(exit_code=0)
    server.interrupt()
