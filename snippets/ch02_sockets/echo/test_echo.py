import contextlib
import socket
import sys

import psutil
import pytest

from harness.hostile import Siege, besiege, end_by_descriptors
from harness.peers import (
    connect,
    listen,
    play_server,
    recv_exactly,
    reset_on_close,
    send_in_pieces,
)

ADDRESS = ("127.0.0.1", 9203)
MEGABYTE = 1 << 20


def test_several_clients_take_turns_as_they_like(run):
    """Two clients are open at once and each gets back its own text, whoever speaks."""
    server = run("server.py", record="server.txt")
    server.expect("listening")
    alice = run("client.py", record="alice.txt")
    server.expect("client from")
    alice.expect("connected")
    bob = run("client.py", record="bob.txt")
    server.expect("client from")
    bob.expect("connected")
    bob.send("I came second")
    bob.expect("echo: I came second")
    alice.send("我先来，却后说")
    alice.expect("echo: 我先来，却后说")
    bob.send("bye")
    bob.expect("echo: bye")
    bob.close_input()
    bob.wait(exit_code=0)
    server.expect("client gone")
    alice.send("still here")
    alice.expect("echo: still here")
    alice.close_input()
    alice.wait(exit_code=0)
    server.expect("client gone")
    server.interrupt()


def test_client_that_does_not_read_stops_only_itself(run):
    """The server keeps a bounded amount for it, reads no more, serves others, and loses nothing."""
    server = run("server.py")
    server.expect("listening")
    pattern = bytes(range(251)) * 4180
    with socket.socket() as greedy, connect(ADDRESS) as other:
        greedy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        greedy.settimeout(1)
        greedy.connect(ADDRESS)
        sent = 0
        with contextlib.suppress(TimeoutError):  # nothing was taken for a second
            while sent < 64 * MEGABYTE:
                start = sent % 251
                sent += greedy.send(pattern[start : start + MEGABYTE])
        assert sent < 64 * MEGABYTE
        other.sendall(b"hello")
        assert recv_exactly(other, 5) == b"hello"
        greedy.settimeout(10)
        greedy.shutdown(socket.SHUT_WR)
        received = recv_exactly(greedy, sent)
        assert received == (pattern * (sent // len(pattern) + 1))[:sent]
        assert greedy.recv(1) == b""
    server.interrupt()


def test_server_rests_when_there_is_nothing_to_do(run):
    """After a backlog was delivered the server asks no longer to write: it uses no processor."""
    server = run("server.py")
    server.expect("listening")
    process = psutil.Process(server.pid)
    with connect(ADDRESS) as client:
        data = bytes(4 * MEGABYTE)
        client.setblocking(False)
        sent = 0
        # Until the server had to keep something: only then it has ever waited to write.
        while sent < len(data):
            try:
                sent += client.send(data[sent:])
            except BlockingIOError:
                break
        client.settimeout(10)
        recv_exactly(client, sent)
        looks = []

        def rests():
            looks.append(sum(process.cpu_times()[:2]))
            return True if len(looks) > 10 and looks[-10] == looks[-1] else None

        run.wait_for(rests, "the server to use no processor time in ten looks")
    server.interrupt()


def test_client_that_resets_the_connection_harms_nobody(run):
    """A reset ends one client; the next is served."""
    server = run("server.py")
    server.expect("listening")
    with connect(ADDRESS) as rude:
        reset_on_close(rude)
        rude.sendall(b"x")
        assert recv_exactly(rude, 1) == b"x"
    server.expect("client gone")
    with connect(ADDRESS) as client:
        client.sendall(b"hello")
        assert recv_exactly(client, 5) == b"hello"
    server.interrupt()


@pytest.mark.skipif(sys.platform != "linux", reason="the session shows the error number of Linux")
def test_linux_hands_over_a_connection_that_was_reset(run):
    """accept() does not wait for the next client; it is recv() that reports the reset."""
    run("reset_before_accept.pycon").wait(exit_code=0)


def test_server_can_be_started_again_at_once(run):
    """create_server() sets SO_REUSEADDR on POSIX: connections that just ended do not block."""
    for _ in range(2):
        server = run("server.py")
        server.expect("listening")
        with connect(ADDRESS) as client:
            client.sendall(b"x")
            assert recv_exactly(client, 1) == b"x"
            server.interrupt()  # it closes first: its side stays in TIME_WAIT


def test_client_says_that_the_server_is_gone(run):
    """An end of the connection is not an empty answer."""
    with listen(ADDRESS) as listener:
        listener.settimeout(10)
        client = run("client.py")
        client.expect("connected")
        listener.accept()[0].close()
    client.send("hello?")
    client.wait(exit_code=1)
    client.expect("stopped: the server has closed the connection", stream="err")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what waits in a socket")
def test_client_puts_together_what_comes_in_pieces(run):
    """It waits for as many bytes as it has sent, however they come back."""
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        client.send("一行")
        message = recv_exactly(conn, len("一行".encode()))
        send_in_pieces(run, conn, message[:1], message[1:4], message[4:])
        client.expect("^echo: 一行$")
        client.close_input()
        client.wait(exit_code=0)


def test_socket_with_nothing_to_send_is_always_writable(run):
    """Whoever asks for EVENT_WRITE all the time never waits."""
    run("writable.pycon").wait(exit_code=0)


def test_client_can_be_interrupted(run):
    """Ctrl-C ends it quietly, though it waits for an answer."""
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        client.send("hello")
        assert recv_exactly(conn, 5) == b"hello"
        client.interrupt()


@pytest.mark.deadline(120)
def test_bad_clients_keep_no_good_one_away(run):
    """One thread for all, and a bounded amount kept for each: a thousand are no harm either."""
    server = run.server("server.py")

    def visit():
        with connect(ADDRESS) as sock:
            sock.sendall(b"hello")
            assert recv_exactly(sock, 5) == b"hello"

    besiege(Siege(run, server, ADDRESS, visit, places=1000))
    server.interrupt()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a running program")
def test_more_clients_than_descriptors_end_the_server(run):
    """It does not limit the number of clients: the first one too many is the end."""
    end_by_descriptors(run.server("server.py", leaves_open=True), ADDRESS)
