"""The other side of a connection does what it says."""

import socket
import sys
from types import SimpleNamespace

import pytest

from harness.peers import connect, listen, recv_exactly, reset_on_close, udp_socket


def test_pieces_are_put_together():
    """However the bytes arrive, all that were asked for are there, and no more was asked for."""
    arriving, asked = iter([b"ab", b"c", b"d"]), []

    def recv(size):
        asked.append(size)
        return next(arriving)

    assert recv_exactly(SimpleNamespace(recv=recv), 4) == b"abcd"
    assert asked == [4, 2, 1]


def test_early_end_is_told():
    """A connection that ends too early does not look like an answer."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"ab")
        theirs.close()
        with pytest.raises(AssertionError, match="after 2 of 4 bytes"):
            recv_exactly(ours, 4)


def test_reset_is_a_reset():
    """What a server gets to see is an error, not an end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        with connect(listener.getsockname()) as rude:
            peer, _ = listener.accept()
            reset_on_close(rude)
        with peer, pytest.raises(ConnectionResetError):
            peer.recv(1)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a copy goes on listening")
def test_nobody_listens_any_more_through_a_copy():
    """A process that is about to start has one: its address is free nevertheless."""
    with listen(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        copy = listener.dup()
    with copy:
        with pytest.raises(ConnectionRefusedError):
            connect(address)
        with listen(address), connect(address):
            pass


def test_udp_socket_of_a_peer_hears_nobody_else():
    """With a peer it is connected; without, it takes datagrams from anybody. Both lose patience."""
    with udp_socket() as server:
        server.bind(("127.0.0.1", 0))
        with udp_socket(server.getsockname()) as client, udp_socket() as stranger:
            client.send(b"hello")
            assert server.recv(10) == b"hello"
            stranger.sendto(b"not for you", client.getsockname())
            server.sendto(b"for you", client.getsockname())
            assert client.recv(20) == b"for you"
            assert {each.gettimeout() for each in (server, client)} == {10}
