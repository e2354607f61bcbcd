import contextlib
import os
import re
import signal
import socket
import sys

import psutil
import pytest

from harness.hostile import Siege, besiege
from harness.peers import connect, listen, play_server, recv_exactly, reset_on_close

ADDRESS = ("127.0.0.1", 9301)
MAX_CLIENTS = 3
HELPERS = r"multiprocessing\.(resource_tracker|forkserver)"


def greeted():
    sock = connect(ADDRESS)
    assert recv_exactly(sock, 8) == b"welcome\n"
    return sock


def assert_echoes(sock, text):
    sock.sendall(f"{text}\n".encode())
    expected = f"{text.upper()}\n".encode()
    assert recv_exactly(sock, len(expected)) == expected


def children(server):
    """Return the server's children until they are reaped, without multiprocessing's helpers."""
    found = []
    for child in psutil.Process(server.pid).children():
        with contextlib.suppress(psutil.NoSuchProcess):
            if is_zombie(child) or not re.search(HELPERS, " ".join(child.cmdline())):
                found.append(child)
    return found


def is_zombie(process):
    return process.status() == psutil.STATUS_ZOMBIE


def test_several_clients_talk_at_once_each_with_a_process_of_its_own(run, start_method):
    """Whoever came first may speak last; every answer is the work of another process."""
    server = run("server.py", record="server.txt")
    server.expect("listening")
    alice = run("client.py", record="alice.txt")
    alice.expect("server: welcome")
    server.expect("has a process")
    bob = run("client.py", record="bob.txt")
    bob.expect("server: welcome")
    server.expect("has a process")
    bob.send("I came second")
    bob.expect("echo: I CAME SECOND")
    alice.send("我先来，却后说")
    alice.expect("echo: 我先来，却后说")
    bob.send("bye")
    bob.expect("echo: BYE")
    bob.close_input()
    bob.wait(exit_code=0)
    server.expect("is done")
    alice.send("still here")
    alice.expect("echo: STILL HERE")
    alice.close_input()
    alice.wait(exit_code=0)
    server.expect("is done")
    server.interrupt()


def test_chinese_text_may_be_cut_anywhere(run, start_method):
    """Each byte of a character comes alone, and the line comes back whole."""
    server = run.server("server.py")
    with greeted() as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line = "汉字 abc 长\n"
        for byte in line.encode():
            sock.sendall(bytes([byte]))
        expected = line.upper().encode()
        assert recv_exactly(sock, len(expected)) == expected
        assert_echoes(sock, "中" * 4000)
        sock.sendall(b"\xff\xfe\n")
        assert recv_exactly(sock, 7) == "\ufffd\ufffd\n".encode()
        server.expect("has a process")
    server.expect("is done")
    server.interrupt()


def test_carriage_return_ends_no_line(run, start_method):
    """Only a newline does, and what comes back is what was sent, in capitals."""
    server = run.server("server.py")
    with greeted() as sock:
        assert_echoes(sock, "one\rtwo\r")
        server.expect("has a process")
    server.expect("is done")
    server.interrupt()


def test_line_without_end_is_not_kept_for_ever(run, start_method):
    """After 4096 characters without a newline the server hangs up."""
    server = run.server("server.py")
    with greeted() as sock:
        server.expect("has a process")
        sock.sendall(b"x" * 4096)
        assert sock.recv(1) == b""
    server.expect("is done")
    server.interrupt()


def test_client_beyond_the_limit_is_told_so(run, start_method):
    """It reads a sentence and an orderly end; when somebody leaves, there is a place again."""
    server = run.server("server.py")
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(greeted()) for _ in range(MAX_CLIENTS)]
        late = run("client.py", record="busy.txt")
        late.expect("server: busy, try again later")
        late.wait(exit_code=0)
        server.expect(r"^127\.0\.0\.1:\d+ is refused$")
        for sock in clients:
            assert_echoes(sock, "still here")
        clients.pop().close()
        server.expect("is done")

        def admitted():
            sock = stack.enter_context(connect(ADDRESS))
            return sock if recv_exactly(sock, 8) == b"welcome\n" else None

        assert_echoes(run.wait_for(admitted, "a place for another client"), "me too")
        server.expect("has a process")
        server.interrupt()


def test_ended_child_is_reaped_at_once(run, start_method):
    """No zombie waits for the next client."""
    server = run.server("server.py")
    with greeted() as first, greeted() as second:
        assert_echoes(first, "one")
        assert_echoes(second, "two")
    run.wait_for(lambda: not children(server) or None, "the server to reap its children")
    server.interrupt()


def test_client_that_ends_its_side_reads_the_end(run, start_method):
    """The parent holds no copy of the connection: the end comes back."""
    server = run.server("server.py")
    with greeted() as sock:
        sock.sendall("再见 bye\n".encode())
        sock.shutdown(socket.SHUT_WR)
        assert recv_exactly(sock, 11) == "再见 BYE\n".encode()
        assert sock.recv(1) == b""
    server.interrupt()


def test_client_that_disappears_harms_nobody(run, start_method):
    """A reset ends one process; the others go on."""
    server = run.server("server.py")
    with greeted() as other:
        with greeted() as rude:
            assert_echoes(rude, "hello")
            reset_on_close(rude)
        server.expect(r"^127\.0\.0\.1:\d+ is gone: .*reset")
        assert_echoes(other, "still here")
    server.interrupt()


def test_silent_client_is_hung_up_on_in_time(run, start_method):
    """Silence lasts as long as the argument says, then the place is free."""
    server = run.server("server.py", "0.5")
    with greeted() as sock:
        assert sock.recv(1) == b""
    server.expect("is gone: timed out")
    server.interrupt()


def test_client_that_does_not_read_is_hung_up_on_too(run, start_method):
    """sendall() in its process waits as long as the timeout says, and no longer."""
    server = run.server("server.py", "0.5")
    with greeted() as sock:
        with contextlib.suppress(OSError):
            for _ in range(20_000):
                sock.sendall(b"x" * 4000 + b"\n")
        server.expect("is gone")
    server.interrupt()


def test_ctrl_c_ends_server_and_children_while_clients_are_silent(run, start_method):
    """The clients read the end, nobody prints a traceback, and no process stays."""
    server = run.server("server.py")
    with greeted() as first, greeted() as second:
        assert_echoes(first, "one")
        assert_echoes(second, "two")
        server.expect("has a process")
        server.expect("has a process")
        server.interrupt()
        assert first.recv(1) == b""
        assert second.recv(1) == b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signal to one process")
def test_child_leaves_ctrl_c_to_its_parent(run, start_method):
    """SIGINT alone does nothing to it: it goes on talking."""
    server = run.server("server.py")
    with greeted() as sock:
        assert_echoes(sock, "one")
        server.expect("has a process")
        helpers = psutil.Process(server.pid).children()
        found = [child for helper in helpers for child in helper.children()] or children(server)
        (child,) = found
        child.send_signal(signal.SIGINT)
        assert_echoes(sock, "two")
        server.interrupt()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_port_is_free_when_the_server_was_killed(run, start_method):
    """No child holds the listening socket: the server can be started again."""
    server = run.server("server.py")
    with greeted() as sock:
        assert_echoes(sock, "one")
        server.expect("has a process")
        os.kill(server.pid, signal.SIGKILL)
        server.wait(exit_code=-signal.SIGKILL)
        run.sweep_fork_server()
        again = run.server("server.py")
        again.interrupt()


def test_client_says_that_the_server_is_gone(run):
    """An end of the connection is not an empty answer."""
    with listen(ADDRESS) as listener:
        listener.settimeout(10)
        client = run("client.py")
        conn, _ = listener.accept()
        with conn:
            conn.settimeout(10)
            conn.sendall(b"welcome\n")
            client.expect("server: welcome")
            client.send("hello?")
            assert recv_exactly(conn, 7) == b"hello?\n"
    client.expect("stopped: the server has closed the connection", stream="err")
    client.wait(exit_code=1)


def test_client_puts_together_what_comes_in_pieces(run):
    """The client, too, decodes a whole line only."""
    with listen(ADDRESS) as listener:
        listener.settimeout(10)
        client = run("client.py")
        conn, _ = listener.accept()
        with conn:
            conn.settimeout(10)
            conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            conn.sendall(b"welcome\n")
            client.send("长")
            assert recv_exactly(conn, 4) == "长\n".encode()
            for byte in "长话\n".encode():
                conn.sendall(bytes([byte]))
            client.expect("echo: 长话")
            client.close_input()
            client.wait(exit_code=0)


def test_carriage_return_ends_no_answer(run):
    """One line was sent, and one line is taken for the answer."""
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        conn.sendall(b"welcome\n")
        client.send("hello?")
        assert recv_exactly(conn, 7) == b"hello?\n"
        conn.sendall(b"one\rtwo\n")
        client.expect("^echo: one\rtwo$")
        client.close_input()
        client.wait(exit_code=0)


def test_client_reads_no_greeting_without_end(run):
    """Of a greeting it waits for 8192 characters at most, and this is none."""
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        conn.sendall(b"x" * 8193)
        client.expect("server: x{8192}$")
        client.wait(exit_code=0)


def test_client_reads_no_answer_without_end(run):
    """Of an answer, too: what has no end until then is not one."""
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        conn.sendall(b"welcome\n")
        client.send("hello?")
        assert recv_exactly(conn, 7) == b"hello?\n"
        conn.sendall(b"x" * 8193)
        client.expect("stopped: the server has closed the connection", stream="err")
        client.wait(exit_code=1)


def test_client_does_not_wait_for_ever(run):
    """A server that says nothing is given ten seconds."""
    with play_server(run, ADDRESS, "client.py") as (client, _):
        client.expect("stopped: timed out", stream="err")
        client.wait(exit_code=1)


def test_client_can_be_interrupted(run):
    """Ctrl-C ends it quietly, though it waits for the greeting."""
    with play_server(run, ADDRESS, "client.py") as (client, _):
        client.interrupt()


@pytest.mark.deadline(120)
def test_bad_clients_keep_no_good_one_away(run):
    """As long as there is a place: whoever is refused comes again."""
    server = run.server("server.py")

    def visit():
        greeting = b"busy"
        while greeting.startswith(b"busy"):
            with connect(ADDRESS) as sock, sock.makefile("rb") as answers:
                greeting = answers.readline()
                if greeting == b"welcome\n":
                    sock.sendall(b"hello\n")
                    assert answers.readline() == b"HELLO\n"

    besiege(Siege(run, server, ADDRESS, visit, places=MAX_CLIENTS - 1, visits=30))
    server.interrupt()
