import contextlib
import hmac
import socket
import struct
import sys
from multiprocessing.connection import Client

import pytest

from harness.hostile import Siege, besiege
from harness.peers import PATIENCE_SECONDS, connect, listen, recv_exactly

ADDRESS = ("127.0.0.1", 9310)


def receive(sock):
    (size,) = struct.unpack("!i", recv_exactly(sock, 4))
    return recv_exactly(sock, size)


def send(sock, message):
    sock.sendall(struct.pack("!i", len(message)) + message)


def assert_serves(run, server):
    client = run("client.py")
    client.expect("received: welcome")
    client.wait(exit_code=0)
    server.expect("received: .*小明")


def test_who_knows_the_key_is_heard_and_who_does_not_is_refused(run):
    """Both sides raise AuthenticationError, and the server goes on."""
    server = run.server("server.py", record="server.txt")
    client = run("client.py", record="client.txt")
    client.wait(exit_code=0)
    server.expect("received: .*小明")
    (run.folder / "guess.key").write_bytes(b"a guess")
    guesser = run("client.py", "guess.key", record="client_guess.txt")
    guesser.wait(exit_code=1)
    assert guesser.stderr == "AuthenticationError: digest sent was rejected\n"
    server.expect("AuthenticationError: digest received was wrong")
    assert_serves(run, server)
    server.interrupt()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_key_is_for_its_owner_alone(run):
    """32 random bytes in a file that nobody else may read."""
    server = run.server("server.py")
    key = run.folder / "secret.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_bytes()) == 32
    server.interrupt()


def test_key_cannot_be_guessed(run):
    """Made anew, it is another one."""
    keys = []
    for _ in range(2):
        server = run.server("server.py")
        keys.append((run.folder / "secret.key").read_bytes())
        server.interrupt()
        (run.folder / "secret.key").unlink()
    assert keys[0] != keys[1]


def test_server_hangs_up_after_one_message(run):
    """Its client reads the end at once, not only when somebody else comes."""
    server = run.server("server.py")
    key = (run.folder / "secret.key").read_bytes()
    with Client(ADDRESS, authkey=key) as conn:
        assert conn.recv() == "welcome"
        conn.send("hello")
        assert conn.poll(PATIENCE_SECONDS), "the server does not hang up"
        with pytest.raises(EOFError):
            conn.recv()
    server.interrupt()


@pytest.mark.parametrize("rest", [b"", b"#WELCOME#", b"\x00" * 200])
def test_answer_that_is_no_digest_is_refused(run, rest):
    """Nothing but the digest of this challenge opens the door."""
    server = run.server("server.py")
    with connect(ADDRESS) as sock:
        assert receive(sock).startswith(b"#CHALLENGE#")
        send(sock, rest)
        server.expect("^(AuthenticationError|gone)")
    assert_serves(run, server)
    server.interrupt()


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 100])
def test_stranger_who_knows_no_protocol_harms_nobody(run, said):
    """Whatever comes in place of an answer, or nothing: the next client is served."""
    server = run.server("server.py")
    with connect(ADDRESS) as sock:
        sock.sendall(said)
        with contextlib.suppress(OSError):  # the server may have hung up already
            sock.shutdown(socket.SHUT_WR)
        server.expect("^(AuthenticationError|gone)")
    assert_serves(run, server)
    server.interrupt()


def test_client_asks_the_server_for_the_key_too(run):
    """A server that lets everybody in, because it knows no key, is found out."""
    (run.folder / "secret.key").write_bytes(bytes(32))
    with listen(ADDRESS) as listener:
        listener.settimeout(10)
        client = run("client.py", record="client_impostor.txt")
        conn, _ = listener.accept()
        with conn:
            conn.settimeout(10)
            send(conn, b"#CHALLENGE#" + bytes(20))
            receive(conn)
            send(conn, b"#WELCOME#")
            assert receive(conn).startswith(b"#CHALLENGE#")
            send(conn, bytes(16))
            client.expect("AuthenticationError", stream="err")
            client.wait(exit_code=1)


def test_silent_stranger_keeps_everybody_waiting(run):
    """accept() waits for the answer without a deadline: nobody else is greeted meanwhile."""
    server = run.server("server.py")
    with connect(ADDRESS) as silent, connect(ADDRESS) as other:
        receive(silent)
        other.settimeout(0.5)
        with pytest.raises(TimeoutError):
            other.recv(1)
        silent.close()
        server.expect("gone")
        other.settimeout(10)
        assert receive(other).startswith(b"#CHALLENGE#")
    server.expect("gone")
    server.interrupt()


def test_what_follows_the_handshake_is_neither_secret_nor_signed(run):
    """After the handshake the bytes on the wire are the bare pickle."""
    server = run.server("server.py")
    key = (run.folder / "secret.key").read_bytes()
    with connect(ADDRESS) as sock:
        challenge = receive(sock).removeprefix(b"#CHALLENGE#")
        # The old answer, which new servers take too.
        send(sock, hmac.digest(key, challenge, "md5"))
        assert receive(sock) == b"#WELCOME#"
        send(sock, b"#CHALLENGE#" + bytes(20))
        assert receive(sock) == hmac.digest(key, bytes(20), "md5")
        send(sock, b"#WELCOME#")
        assert b"welcome" in receive(sock)
    server.expect("gone")
    server.interrupt()


def test_digest_is_sha256_since_3_12(run):
    """The challenge names the digest; before 3.12 it was MD5, unnamed."""
    program = run("challenge.py", record="challenge.txt")
    program.wait(exit_code=0)
    assert ("sha256" in program.stdout) == (run.version >= (3, 12))


@pytest.mark.deadline(120)
def test_bad_clients_keep_no_good_one_away_for_long(run):
    """It serves one after another: once a bad one has gone, the next is heard."""
    server = run.server("server.py")
    key = (run.folder / "secret.key").read_bytes()

    def visit():
        with Client(ADDRESS, authkey=key) as conn:
            assert conn.recv() == "welcome"
            conn.send("a good one")
        server.expect("^received: a good one$")

    besiege(Siege(run, server, ADDRESS, visit, places=0))
    server.interrupt()
