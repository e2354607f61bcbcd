import contextlib
import hmac
import socket

import psutil
import pytest

from harness.peers import connect, listen, play_server, recv_exactly, reset_on_close

ADDRESS = ("127.0.0.1", 9221)
KEY = b"whoever reads the program knows the key"
PATIENCE = 0.5  # seconds without a byte prove nothing by themselves; the code does, this shows it


def digest(nonce):
    return hmac.digest(KEY, nonce, "sha256")


def listening(run):
    server = run("server_broken.py", leaves_open=True)
    server.expect("listening")
    return server


def has_heard_the_end(client):
    connections = psutil.Process(client.pid).net_connections("tcp")
    return True if psutil.CONN_CLOSE_WAIT in {each.status for each in connections} else None


def test_illegal_client_takes_the_challenge_for_an_answer(run):
    """It sees 32 random bytes where it expects text, then an empty answer, then a broken pipe."""
    server = run("server_broken.py", record="server_refuses.txt")
    server.expect("listening")
    client = run("client_illegal_broken.py", record="client_illegal_short.txt")
    client.expect("connected")
    server.expect("connected")
    client.send("hello")
    client.expect("UnicodeDecodeError: 32 bytes that are no text")
    server.expect("refused")
    # The server says so before it closes; what is sent in between would turn the end into a reset.
    run.wait_for(lambda: has_heard_the_end(client), "the end of the connection to arrive")
    client.send("is anybody there?")
    client.expect("answer: ''")
    client.send("hello?")
    client.expect("BrokenPipeError")
    client.wait(exit_code=0)
    server.interrupt()


def test_random_bytes_are_hardly_ever_text(run):
    """UTF-8 has 128, 1920, 61440 and 1048576 characters of 1, 2, 3 and 4 bytes: count the texts."""
    run("chance.pycon").wait(exit_code=0)


def test_illegal_client_that_says_more_is_reset(run):
    """Data the server has not read turns its close() into a reset: no end, an exception."""
    server = listening(run)
    client = run("client_illegal_broken.py", record="client_illegal_long.txt")
    client.expect("connected")
    client.send("forty bytes are more than a digest needs")
    client.expect("UnicodeDecodeError: 32 bytes that are no text")
    server.expect("refused")
    client.send("hello?")
    client.expect("ConnectionResetError|BrokenPipeError")
    client.wait(exit_code=0)
    server.interrupt()


def test_right_answer_in_two_parts_is_refused(run):
    """One recv() gets the first part and judges by it."""
    server = listening(run)
    with connect(ADDRESS) as sock:
        answer = digest(sock.recv(32))
        sock.sendall(answer[:16])
        server.expect("refused")
    server.interrupt()


@pytest.mark.parametrize("first", ["silent", "legal but idle"])
def test_everybody_waits_behind_one_client(run, first):
    """The second client is not challenged until the first is gone, even if that does nothing."""
    server = listening(run)
    with connect(ADDRESS) as blocker, connect(ADDRESS, PATIENCE) as other:
        server.expect("connected")
        nonce = blocker.recv(32)
        if first == "legal but idle":
            blocker.sendall(digest(nonce))
            server.expect("accepted")
        with pytest.raises(TimeoutError):
            other.recv(32)
        blocker.close()
        other.settimeout(10)
        other.sendall(digest(other.recv(32)))
        server.expect("accepted")
    server.interrupt()


@pytest.mark.parametrize("when", ["port scan", "before the answer", "after the answer"])
def test_one_reset_ends_the_server(run, when):
    """A client that resets the connection, or closes it unread, is an exception nobody catches."""
    server = listening(run)
    with connect(ADDRESS) as sock:
        if when == "port scan":
            sock.recv(32, socket.MSG_PEEK)  # there, but not read
        else:
            nonce = sock.recv(32)
            if when == "after the answer":
                sock.sendall(digest(nonce))
                server.expect("accepted")
            reset_on_close(sock)
    server.wait(exit_code=1)
    assert "ConnectionResetError" in server.stderr


def test_client_that_hangs_up_is_not_hung_up_on(run):
    """After the loop the connection stays open: the other side waits for an end in vain."""
    server = listening(run)
    with connect(ADDRESS) as sock:
        sock.sendall(digest(sock.recv(32)))
        server.expect("accepted")
        sock.sendall(b"x")
        assert sock.recv(1) == b"X"
        sock.shutdown(socket.SHUT_WR)
        sock.settimeout(PATIENCE)
        with pytest.raises(TimeoutError):
            sock.recv(1)
    server.interrupt()


def test_client_that_does_not_read_stops_the_server(run):
    """Both sides end up in sendall(), each waiting for the other to read."""
    server = listening(run)
    with connect(ADDRESS) as sock:
        sock.sendall(digest(sock.recv(32)))
        server.expect("accepted")
        sock.settimeout(PATIENCE)
        with pytest.raises(TimeoutError):
            sock.sendall(bytes(64 << 20))
        with connect(ADDRESS, PATIENCE) as other, pytest.raises(TimeoutError):
            other.recv(32)
        reset_on_close(sock)
    server.wait(exit_code=1)
    server.expect("(ConnectionReset|BrokenPipe)Error", stream="err")


def test_legal_client_is_answered_in_capitals(run):
    """With a digest named, and nobody meaning harm, the original works."""
    server = run("server_broken.py", record="server_accepts.txt", leaves_open=True)
    server.expect("listening")
    client = run("client_broken.py", record="client_legal.txt")
    client.expect("answered")
    client.send("hello 中文")
    client.expect("answer: HELLO 中文")
    client.close_input()
    client.wait(exit_code=0)
    server.interrupt()


@contextlib.contextmanager
def served(run):
    """Give a client that has answered the challenge, and the server's end of its connection."""
    with listen(ADDRESS) as listener:
        listener.settimeout(10)
        client = run("client_broken.py")
        conn, _ = listener.accept()
        with conn:
            conn.settimeout(10)
            conn.sendall(bytes(32))
            assert recv_exactly(conn, 32) == digest(bytes(32))
            yield client, conn


def test_long_chinese_answer_ends_the_client(run):
    """1024 bytes end within a character of three bytes; decoding them alone fails."""
    with served(run) as (client, conn):
        client.send("中" * 400)
        conn.sendall(recv_exactly(conn, 1200))
        client.wait(exit_code=1)
        last = "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe4 in position 1023"
        assert last in client.stderr


def test_answers_lag_behind_the_questions(run):
    """One recv() is not one answer: the rest of the first passes for the second."""
    with served(run) as (client, conn):
        client.send("a" * 3000)
        conn.sendall(recv_exactly(conn, 3000).upper())
        client.expect("answer: A+$")
        client.send("second")
        client.expect("answer: A+$")
        assert recv_exactly(conn, 6) == b"second"
        client.interrupt()


def test_client_takes_the_end_of_the_connection_for_an_empty_answer(run):
    """recv() returns b"" when the server is gone: an empty line, then a broken pipe."""
    with served(run) as (client, conn):
        client.send("hello?")
        recv_exactly(conn, 6)
        conn.shutdown(socket.SHUT_RDWR)
        client.expect("answer: $")
    client.send("hello?")
    client.expect("answer: $")
    client.send("hello?")
    client.wait(exit_code=1)
    assert "BrokenPipeError" in client.stderr


def test_illegal_client_can_be_interrupted(run):
    """Ctrl-C ends it quietly, though it waits for an answer."""
    with play_server(run, ADDRESS, "client_illegal_broken.py") as (client, conn):
        client.send("hello")
        assert recv_exactly(conn, 5) == b"hello"
        client.interrupt()
