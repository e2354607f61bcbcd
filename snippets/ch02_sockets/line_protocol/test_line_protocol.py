import sys

import pytest

from harness.hostile import Siege, besiege, end_by_descriptors
from harness.peers import connect, listen, play_server, recv_exactly, reset_on_close

ADDRESS = ("127.0.0.1", 9211)


def test_each_line_gets_a_line_back(run):
    """Characters are counted after decoding, so Chinese counts as a reader counts it."""
    server = run("server.py", record="server.txt")
    server.expect("listening")
    client = run("client.py", record="client.txt")
    client.expect("connected")
    client.send("one line at a time")
    client.expect("answer: 5 words, 18 characters")
    client.send("一行 一答")
    client.expect("answer: 2 words, 5 characters")
    client.close_input()
    client.wait(exit_code=0)
    server.interrupt()


def test_line_may_come_in_pieces_and_lines_may_come_together(run):
    """readline() puts together what the stream took apart, in the middle of a character too."""
    server = run("server.py")
    server.expect("listening")
    with connect(ADDRESS) as sock, sock.makefile("rb") as answers:
        data = "中文 行\n".encode()
        for byte in data:
            sock.sendall(bytes([byte]))
        assert answers.readline() == b"2 words, 4 characters\n"
        sock.sendall(b"a\nb c\nd e f\n")
        assert answers.readline() == b"1 words, 1 characters\n"
        assert answers.readline() == b"2 words, 3 characters\n"
        assert answers.readline() == b"3 words, 5 characters\n"
    server.interrupt()


def test_line_without_end_is_refused_at_the_limit(run):
    """The server reads no more of a line than 1000 characters, whatever is sent."""
    server = run("server.py")
    server.expect("listening")
    with connect(ADDRESS) as sock, sock.makefile("rb") as answers:
        sock.sendall(b"x" * 1000)
        server.expect("^refused a line without an end$")
        assert answers.readline() == b"error: no end of line\n"
        assert answers.readline() == b""
    server.interrupt()


def test_carriage_return_ends_no_line(run):
    """Python takes it for an end of line too, unless it is told which one is meant."""
    server = run.server("server.py")
    with connect(ADDRESS) as sock, sock.makefile("rb") as answers:
        sock.sendall(b"one\rtwo\n")
        assert answers.readline() == b"2 words, 7 characters\n"
    server.interrupt()


def test_carriage_return_ends_no_answer(run):
    """The client keeps to the same end of line."""
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        client.send("hello?")
        conn.sendall(b"one\rtwo\n")
        client.expect("^answer: one\rtwo$")
        client.close_input()
        client.wait(exit_code=0)


@pytest.mark.parametrize("rude", ["text that is no UTF-8", "reset"])
def test_rude_client_harms_nobody(run, rude):
    """Bytes that are no text are replaced, a reset ends one thread; others are served."""
    server = run("server.py")
    server.expect("listening")
    with connect(ADDRESS) as sock:
        if rude == "reset":
            sock.sendall(b"hello\n")
            server.expect("received 'hello")
            reset_on_close(sock)
        else:
            sock.sendall(b"\xff\n")
            server.expect("received '\ufffd")
    with connect(ADDRESS) as sock, sock.makefile("rb") as answers:
        sock.sendall(b"still there?\n")
        assert answers.readline() == b"2 words, 12 characters\n"
    server.interrupt()


def test_one_file_for_both_directions_loses_lines_on_older_pythons(run):
    """Before 3.11.8 and 3.12.2 write() forgot what had been read ahead (python/cpython#80109)."""
    fixed = run.version >= ((3, 12, 2) if run.version[:2] == (3, 12) else (3, 11, 8))
    here, elsewhere = ("kept", "lost") if fixed else ("lost", "kept")
    program = run("one_file_broken.py", record=f"one_file_{here}.txt")
    run.elsewhere(f"one_file_{elsewhere}.txt")
    program.wait(exit_code=0)
    assert program.stdout.count("received") == (3 if fixed else 1)


def test_client_says_that_the_server_is_gone(run):
    """readline() returns an empty string at the end of the connection: that is no answer."""
    with listen(ADDRESS) as listener:
        listener.settimeout(10)
        client = run("client.py")
        client.expect("connected")
        listener.accept()[0].close()
    client.send("hello?")
    client.expect("stopped: the server has closed the connection", stream="err")
    client.wait(exit_code=1)


def test_client_reads_no_answer_without_end(run):
    """Of an answer it waits for 1000 characters at most, and shows those."""
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        client.send("hello?")
        conn.sendall(b"x" * 1001)
        client.expect("answer: x{1000}$")
        client.close_input()
        client.wait(exit_code=0)


def test_client_can_be_interrupted(run):
    """Ctrl-C ends it quietly, though it waits for an answer."""
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        client.send("hello?")
        assert recv_exactly(conn, 7) == b"hello?\n"
        client.interrupt()


@pytest.mark.deadline(120)
def test_bad_clients_keep_no_good_one_away(run):
    """A thread for each, with bounded lines: a thousand silent ones are no harm either."""
    server = run.server("server.py")

    def visit():
        with connect(ADDRESS) as sock, sock.makefile("rb") as answers:
            sock.sendall(b"still there?\n")
            assert answers.readline() == b"2 words, 12 characters\n"

    besiege(Siege(run, server, ADDRESS, visit, places=1000))
    server.interrupt()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a running program")
def test_more_clients_than_descriptors_end_the_server(run):
    """It does not limit the number of clients: the first one too many is the end."""
    end_by_descriptors(run.server("server.py", leaves_open=True), ADDRESS)
