import contextlib
import os
import signal
import socket
import sys

import psutil
import pytest

from harness.peers import connect, listen, recv_exactly, reset_on_close

ADDRESS = ("127.0.0.1", 9303)
ZOMBIE = psutil.STATUS_ZOMBIE

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


def stop(run, server, start_method):
    """End the server when all its clients are gone: then it is known what Ctrl-C does."""
    run.wait_for(lambda: not living(server, start_method) or None, "the children to end")
    server.signal(signal.SIGINT)
    server.wait(exit_code=-signal.SIGINT)
    assert "KeyboardInterrupt" in server.stderr


def assert_echoes(sock):
    sock.sendall(b"hello")
    assert recv_exactly(sock, 5) == b"HELLO"


def children(server, start_method):
    """Return the states of the processes for clients: living, or not reaped."""
    states = []
    for process in psutil.Process(server.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            state = process.status()
            if start_method == "forkserver":
                is_helper = process.ppid() == server.pid
            else:
                is_helper = state != ZOMBIE and "resource_tracker" in " ".join(process.cmdline())
            if not is_helper:
                states.append(state)
    return states


def living(server, start_method):
    return [state for state in children(server, start_method) if state != ZOMBIE]


def has_heard_the_end(client):
    """Tell whether the end of the connection has arrived: the reset that follows is then EPIPE."""
    connections = psutil.Process(client.pid).net_connections("tcp")
    return psutil.CONN_CLOSE_WAIT in {each.status for each in connections} or None


def test_several_clients_are_echoed_but_never_hear_of_one_another(run, start_method):
    """It works, and it is no chat: each client talks to the server alone."""
    server = run.server("server_broken.py", leaves_open=True)
    with connect(ADDRESS) as alice, connect(ADDRESS) as bob:
        for _ in range(3):
            assert_echoes(bob)
            assert_echoes(alice)
        bob.setblocking(False)
        with pytest.raises(BlockingIOError):
            bob.recv(1)
    stop(run, server, start_method)


def test_end_does_not_come_while_the_parent_keeps_its_copy(run, start_method):
    """The child is over; the end comes when the parent takes the next client, and not before."""
    server = run.server("server_broken.py", leaves_open=True)
    with connect(ADDRESS) as sock:
        assert_echoes(sock)
        sock.shutdown(socket.SHUT_WR)
        run.wait_for(lambda: not living(server, start_method) or None, "the child to end")
        sock.setblocking(False)
        with pytest.raises(BlockingIOError):
            sock.recv(1)
        sock.settimeout(10)
        with connect(ADDRESS) as other:
            assert_echoes(other)
            assert sock.recv(1) == b""
    stop(run, server, start_method)


@posix
@pytest.mark.parametrize("start_method", ["fork", "spawn"])
def test_nobody_reaps_the_children_until_the_next_client(run, start_method):
    """Three clients are gone and leave three zombies; the next start() reaps them."""
    server = run.server("server_broken.py", leaves_open=True)
    with contextlib.ExitStack() as clients:
        for _ in range(3):
            assert_echoes(clients.enter_context(connect(ADDRESS)))
    run.wait_for(lambda: not living(server, start_method) or None, "three children to end")
    assert len(children(server, start_method)) == 3
    with connect(ADDRESS) as sock:
        assert_echoes(sock)
        run.wait_for(
            lambda: len(children(server, start_method)) == 1 or None, "start() to reap the zombies"
        )
    stop(run, server, start_method)


@posix
@pytest.mark.parametrize("start_method", ["fork"])
def test_forked_child_keeps_the_port_when_the_parent_is_killed(run, start_method):
    """New clients get in and are never answered, and the server cannot be started again."""
    server = run.server("server_broken.py", leaves_open=True)
    with connect(ADDRESS) as sock:
        assert_echoes(sock)
        os.kill(server.pid, signal.SIGKILL)
        server.wait(exit_code=-signal.SIGKILL)
        with connect(ADDRESS, timeout=0.5) as late:
            late.sendall(b"hello")
            with pytest.raises(TimeoutError):
                late.recv(1)
        again = run("server_broken.py", leaves_open=True)
        again.expect("Address already in use", stream="err")
        again.wait(exit_code=1)
        assert_echoes(sock)


@posix
@pytest.mark.parametrize("start_method", ["spawn", "forkserver"])
def test_other_children_know_nothing_of_the_port(run, start_method):
    """They have been given the connection only."""
    server = run.server("server_broken.py", leaves_open=True)
    with connect(ADDRESS) as sock:
        assert_echoes(sock)
        os.kill(server.pid, signal.SIGKILL)
        server.wait(exit_code=-signal.SIGKILL)
        run.sweep_fork_server()
        assert_echoes(sock)
        again = run.server("server_broken.py", leaves_open=True)
        with connect(ADDRESS) as other:
            assert_echoes(other)
    stop(run, again, start_method)


@posix
def test_server_that_is_interrupted_waits_for_an_idle_client(run, start_method):
    """The main program has ended with a traceback, and the process stays for the client."""
    server = run.server("server_broken.py", leaves_open=True)
    with connect(ADDRESS) as first, connect(ADDRESS) as sock:
        assert_echoes(sock)
        assert_echoes(first)
        run.wait_for(lambda: len(children(server, start_method)) == 2 or None, "two children")
        os.kill(server.pid, signal.SIGINT)
        server.expect("KeyboardInterrupt", stream="err")
        first.close()
        assert_echoes(sock)
        assert server.exit_code is None
    server.wait(exit_code=-signal.SIGINT)


@pytest.mark.parametrize("start_method", ["fork"])
def test_there_is_a_process_for_whoever_comes(run, start_method):
    """Thirty silent clients: thirty processes, for as long as they like."""
    server = run.server("server_broken.py", leaves_open=True)
    with contextlib.ExitStack() as clients:
        for _ in range(30):
            clients.enter_context(connect(ADDRESS))
        run.wait_for(
            lambda: len(living(server, start_method)) == 30 or None, "a process for each client"
        )
    stop(run, server, start_method)


def test_child_hides_why_it_ends(run, start_method):
    """Its client resets the connection: ``except Exception`` takes that, and whatever else."""
    server = run.server("server_broken.py", leaves_open=True)
    with connect(ADDRESS) as sock:
        assert_echoes(sock)
        reset_on_close(sock)
    stop(run, server, start_method)
    assert "Reset" not in server.stderr


def test_client_cannot_say_goodbye(run):
    """All but an empty line is sent; when the server is gone, there are empty lines first."""
    with listen(ADDRESS) as listener:
        listener.settimeout(10)
        client = run("client_broken.py", leaves_open=True)
        conn, _ = listener.accept()
        with conn:
            conn.settimeout(10)
            client.send("")
            client.send("quit")
            assert recv_exactly(conn, 4) == b"quit"
            conn.sendall(b"QUIT")
            client.expect("^QUIT$")
    run.wait_for(lambda: has_heard_the_end(client), "the client's kernel to hear of the end")
    client.send("anybody there?")
    client.expect(r"^\n")
    client.send("hello?")
    client.expect("BrokenPipeError", stream="err")
    client.wait(exit_code=1)


def test_client_breaks_on_half_a_character(run):
    """What arrives in one piece need not be whole."""
    with listen(ADDRESS) as listener:
        listener.settimeout(10)
        client = run("client_broken.py", leaves_open=True)
        conn, _ = listener.accept()
        with conn:
            conn.settimeout(10)
            client.send("长")
            assert recv_exactly(conn, 3) == "长".encode()
            conn.sendall("长".encode()[:2])
            client.expect("UnicodeDecodeError", stream="err")
            client.wait(exit_code=1)
