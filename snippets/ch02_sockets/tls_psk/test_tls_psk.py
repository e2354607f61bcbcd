import contextlib
import secrets
import socket
import ssl
import sys
import threading

import pytest

from harness.hostile import Siege, besiege
from harness.peers import listen, recv_exactly, send_in_pieces

pytestmark = pytest.mark.needs_python("3.13", "TLS-PSK")

ADDRESS = ("127.0.0.1", 9241)
RELAY = ("127.0.0.1", 9242)
HANDSHAKE_TIME = 2
MAX_CLIENTS = 20

# The throw-away key of the rogue server below, which listens on loopback only, and a certificate
# signed by itself. Nobody trusts them. The standard library cannot make them anew for each run:
# openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=rogue -days 36500
ROGUE = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQguIWtM1wPUzJBM0Nw
meL1GLDZi0hd2jo9XsNfusFG5+2hRANCAAQ3kXFU93oc37Z6jRATZYoOi3CGgE1P
rDDgH57N8cUprxW0HLxJjjalhpwagR/lO36brxrFfeHgb8TjJr3NYZCW
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBdzCCAR2gAwIBAgIUAxZqKZQBmwmgwUaeTCKjCk6kkiMwCgYIKoZIzj0EAwIw
EDEOMAwGA1UEAwwFcm9ndWUwIBcNMjYxMTIzMDc1ODEwWhgPMjEyNjEwMzAwNzU4
MTBaMBAxDjAMBgNVBAMMBXJvZ3VlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
N5FxVPd6HN+2eo0QE2WKDotwhoBNT6ww4B+ezfHFKa8VtBy8SY42pYacGoEf5Tt+
m68axX3h4G/E4ya9zWGQlqNTMFEwHQYDVR0OBBYEFMweC426VwKPm5DKtG3N4T4x
pbdiMB8GA1UdIwQYMBaAFMweC426VwKPm5DKtG3N4T4xpbdiMA8GA1UdEwEB/wQF
MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhALxG5wmrDF5nsfeTK0uAs9m7dDLn4dLm
TzDXiTj5HFb/AiB0/n0kcqiMyn+MajdtozcShgO8zSIsgOSZDwjO4dDSkw==
-----END CERTIFICATE-----
"""


def started(run, record=None):
    (run.folder / "secret.key").write_bytes(secrets.token_bytes(32))
    return run.server("server.py", record=record)


def assert_serves(run):
    client = run("client.py")
    client.expect("connected, TLSv1.3")
    client.send("hello")
    client.expect("echo: hello")
    client.close_input()
    client.wait(exit_code=0)


def test_who_has_the_key_is_served_and_who_has_not_is_refused(run):
    """The key decides in the handshake, before a byte of either side's text is sent."""
    server = started(run, record="server.txt")
    legal = run("client.py", record="client.txt")
    legal.expect("connected, TLSv1.3")
    (run.folder / "guess.key").write_bytes(b"a guess")
    guesser = run("client.py", "guess.key", record="client_guess.txt")
    guesser.wait(exit_code=1)
    server.expect("dropped: SSLError")
    legal.send("中文也一样")
    legal.expect("echo: 中文也一样")
    legal.close_input()
    legal.wait(exit_code=0)
    server.expect("gone")
    server.interrupt()


def test_long_line_comes_back_whole(run):
    """A TLS record holds 16384 bytes: the echo of a longer line comes in several."""
    server = started(run)
    client = run("client.py")
    client.send("x" * 40000)
    client.expect("echo: x{40000}$")
    client.close_input()
    client.wait(exit_code=0)
    server.interrupt()


def test_clients_do_not_wait_for_ever(run):
    """A server that does not even begin the handshake is given ten seconds."""
    (run.folder / "secret.key").write_bytes(secrets.token_bytes(32))
    with listen(ADDRESS):
        clients = [run("client.py"), run("client_any_server_broken.py")]
        for client in clients:
            client.expect("stopped: the connection is refused or broken off", stream="err")
            client.wait(exit_code=1)


@pytest.mark.parametrize("name", ["client.py", "client_any_server_broken.py"])
def test_client_can_be_interrupted(run, name):
    """Ctrl-C ends it quietly, though it waits for the server."""
    (run.folder / "secret.key").write_bytes(secrets.token_bytes(32))
    with listen(ADDRESS) as listener:
        listener.settimeout(10)
        client = run(name)
        with listener.accept()[0]:
            client.interrupt()


def test_relay_passes_on_what_it_cannot_read(run):
    """Only the name of the key is readable between client and server, nothing of the text."""
    server = started(run)
    relay = run("relay.py", "look", record="relay_looks.txt")
    relay.expect("waiting")
    client = run("client.py", "secret.key", "9242", record="client_relayed.txt")
    relay.expect("'alice' is in it: True")
    client.expect("connected")
    client.send("what is my balance?")
    client.expect("echo: what is my balance")
    relay.expect("36 bytes, 'balance' is in them: False")
    client.close_input()
    client.wait(exit_code=0)
    relay.wait(exit_code=0)
    server.expect("gone")
    server.interrupt()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what waits in a socket")
@pytest.mark.parametrize("end", ["within a record", "between records"])
def test_relay_reads_whole_records(run, end):
    """However a record is cut, all of it is looked at; after it the client may just leave."""
    with listen(ADDRESS) as listener:
        listener.settimeout(10)
        relay = run("relay.py")
        relay.expect("waiting")
        with socket.create_connection(RELAY, timeout=10) as client, listener.accept()[0] as server:
            server.settimeout(10)
            record = b"\x16\x03\x01\x00\x05alice"
            send_in_pieces(run, client, record[:2], record[2:7], record[7:])
            relay.expect("'alice' is in it: True")
            assert recv_exactly(server, len(record)) == record
            if end == "within a record":
                server.shutdown(socket.SHUT_WR)
                assert client.recv(1) == b""  # who hangs up on one side is gone on the other
                client.sendall(record[:7])
            client.shutdown(socket.SHUT_WR)
            relay.expect("it is over")
            relay.wait(exit_code=0)


def test_relay_can_be_interrupted(run):
    """Ctrl-C ends it quietly, though nobody has come."""
    relay = run("relay.py")
    relay.expect("waiting")
    relay.interrupt()


@pytest.mark.parametrize("mode", ["alter", "inject"])
def test_relay_that_meddles_ends_the_connection(run, mode):
    """One changed bit, or one record of its own: the server drops the connection unheard."""
    server = started(run, record="server_meddled.txt")
    relay = run("relay.py", mode, record=f"relay_{mode}.txt")
    relay.expect("waiting")
    client = run("client.py", "secret.key", "9242", record="client_meddled.txt")
    client.expect("connected")
    client.send("what is my balance?")
    server.expect("dropped: SSLError")
    client.wait(exit_code=1)
    relay.wait(exit_code=0)
    assert "bytes" not in server.stdout
    server.interrupt()


def test_ctrl_c_hangs_up_on_everybody_at_once(run):
    """The server waits for its threads, but no thread waits for its client any longer."""
    server = started(run)
    client = run("client.py")
    client.expect("connected")
    server.expect("accepted")
    server.interrupt()
    client.send("hello?")
    client.expect("stopped", stream="err")
    client.wait(exit_code=1)


def test_client_may_be_silent_for_longer_than_a_handshake_takes(run):
    """The short deadline is for strangers; two of them, one after the other, are the clock."""
    server = started(run)
    client = run("client.py")
    client.send("hello")
    client.expect("echo: hello")
    for _ in range(2):
        with socket.create_connection(ADDRESS, timeout=10):
            server.expect("dropped: TimeoutError")
    client.send("still here")
    client.expect("echo: still here")
    client.close_input()
    client.wait(exit_code=0)
    server.interrupt()


def test_clients_beyond_the_limit_wait_for_a_place(run):
    """Twenty silent clients take all places, for as long as a handshake may last and no longer."""
    server = started(run)
    with contextlib.ExitStack() as silent:
        for _ in range(MAX_CLIENTS):
            silent.enter_context(socket.create_connection(ADDRESS, timeout=10))
        assert_serves(run)
        assert "dropped: TimeoutError" in server.stdout.partition("accepted")[0]
    server.interrupt()


@contextlib.contextmanager
def rogue_server(run, longest=1000):
    """Give what a server with a certificate but without the key hears, once it has ended.

    Of what it hears first it sends back so many bytes, and hangs up.
    """
    pem = run.folder / "rogue.pem"
    pem.write_text(ROGUE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    heard = []

    def serve(listener):
        with contextlib.suppress(OSError):
            conn, _ = listener.accept()
            conn.settimeout(10)
            with conn, context.wrap_socket(conn, server_side=True) as tls:
                heard.append(tls.recv(1000))
                tls.sendall(heard[0][:longest])

    with listen(ADDRESS) as listener:
        listener.settimeout(10)
        thread = threading.Thread(target=serve, args=[listener])
        thread.start()
        yield heard
        thread.join()


def test_server_with_a_certificate_but_no_key_is_refused(run):
    """Without trusted authorities every certificate is refused: only the key opens."""
    (run.folder / "secret.key").write_bytes(secrets.token_bytes(32))
    with rogue_server(run) as heard:
        client = run("client.py")
        client.expect("stopped: the connection is refused", stream="err")
        client.wait(exit_code=1)
    assert heard == []


def test_client_that_asks_for_no_certificate_talks_to_anybody(run):
    """With CERT_NONE TLS 1.3 falls back to a certificate nobody checks, and all looks well."""
    (run.folder / "secret.key").write_bytes(secrets.token_bytes(32))
    with rogue_server(run) as heard:
        client = run("client_any_server_broken.py", record="client_any_server_broken.txt")
        client.expect("connected, TLSv1.3")
        client.send("what is my balance?")
        client.expect("echo: what is my balance")
        client.close_input()
        client.wait(exit_code=0)
    assert heard == [b"what is my balance?"]


def test_client_that_talks_to_anybody_notices_the_end(run):
    """It waits for as much as it has sent, and no longer than the server is there."""
    (run.folder / "secret.key").write_bytes(secrets.token_bytes(32))
    with rogue_server(run, longest=3) as heard:
        client = run("client_any_server_broken.py")
        client.send("hello?")
        client.close_input()
        client.expect("stopped: the connection is refused or broken off", stream="err")
        client.wait(exit_code=1)
    assert heard == [b"hello?"]


def test_client_without_a_key_of_any_kind_is_refused(run):
    """A usual TLS client gets no further than its first message."""
    server = started(run)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with (
        socket.create_connection(ADDRESS, timeout=10) as sock,
        pytest.raises(OSError, match=r"alert|reset|EOF"),
    ):
        context.wrap_socket(sock)
    server.expect("dropped: SSLError")
    server.interrupt()


def client_hello():
    """Return the first message of a TLS client."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    with contextlib.suppress(ssl.SSLWantReadError):
        context.wrap_bio(incoming, outgoing).do_handshake()
    return outgoing.read()


def test_handshake_has_one_deadline_however_it_trickles(run):
    """A byte now and then does not extend it, and others are served meanwhile."""
    server = started(run)
    hello = client_hello()
    with socket.create_connection(ADDRESS) as slow:
        slow.settimeout(HANDSHAKE_TIME / 10)
        sent = 0
        with contextlib.suppress(ConnectionError):
            while sent < 40:
                slow.sendall(hello[sent : sent + 1])
                sent += 1
                with contextlib.suppress(TimeoutError):
                    slow.recv(1)
                    break
        assert sent < 40
    server.expect("dropped: TimeoutError")
    assert_serves(run)
    server.interrupt()


@pytest.mark.deadline(120)
def test_bad_clients_keep_no_good_one_away(run):
    """As long as there is a place: strangers lose theirs after two seconds."""
    server = started(run)
    besiege(Siege(run, server, ADDRESS, lambda: assert_serves(run), places=15))
    server.interrupt()
