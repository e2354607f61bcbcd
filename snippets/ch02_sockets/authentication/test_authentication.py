import contextlib
import hmac
import signal
import socket
import struct
import sys
import time

import pytest

from harness.hostile import Siege, besiege
from harness.peers import connect, listen, play_server, recv_exactly, reset_on_close, send_in_pieces

ADDRESS = ("127.0.0.1", 9231)
RELAY = ("127.0.0.1", 9232)
HANDSHAKE_TIME = 2
LINGER_TIME = 1
MAX_CLIENTS = 20


def receive(sock):
    (size,) = struct.unpack("!I", recv_exactly(sock, 4))
    return recv_exactly(sock, size)


def framed(message):
    return struct.pack("!I", len(message)) + message


def digest(run, nonce):
    return hmac.digest((run.folder / "secret.key").read_bytes(), nonce, "sha256")


def authenticate(run, sock):
    sock.sendall(framed(digest(run, receive(sock))))
    assert receive(sock) == b"welcome"


def assert_refused(sock):
    """Read the refusal, and after it an orderly end, no reset."""
    assert receive(sock) == b"refused"
    assert sock.recv(1) == b""


def assert_serves(run):
    with connect(ADDRESS) as sock:
        authenticate(run, sock)
        sock.sendall(framed(b"hello"))
        assert receive(sock) == b"hello"


def started(run, record=None):
    run("make_key.py").wait(exit_code=0)
    return run.server("server.py", record=record)


def test_key_is_made_once_for_its_owner_alone(run):
    """32 random bytes that nobody else may read, and that a second run does not replace."""
    run("make_key.py", record="make_key.txt").wait(exit_code=0)
    key = run.folder / "secret.key"
    secret = key.read_bytes()
    assert len(secret) == 32
    if sys.platform != "win32":
        assert key.stat().st_mode & 0o777 == 0o600
    again = run("make_key.py")
    again.expect("there already", stream="err")
    again.wait(exit_code=1)
    assert key.read_bytes() == secret
    key.unlink()
    run("make_key.py").wait(exit_code=0)
    assert key.read_bytes() != secret


def test_server_without_a_key_says_what_to_do(run):
    """No key is made up, and none is built in."""
    server = run("server.py")
    server.expect("run make_key.py first", stream="err")
    server.wait(exit_code=1)


def test_legal_client_is_heard_and_illegal_ones_are_not(run):
    """Who knows the key is echoed; who does not reads a refusal, and nothing else."""
    server = started(run, record="server.txt")
    legal = run("client.py", record="client.txt")
    legal.expect("server: welcome")
    illegal = run("client_illegal.py", record="client_illegal.txt")
    illegal.expect("32 random bytes")
    illegal.expect("server: refused")
    illegal.expect("then: b''")
    illegal.wait(exit_code=0)
    (run.folder / "guess.key").write_bytes(b"a guess")
    guesser = run("client.py", "guess.key", record="client_guess.txt")
    guesser.expect("server: refused")
    guesser.wait(exit_code=0)
    legal.send("长" * 20)
    legal.expect(f"echo: {'长' * 20}$")
    legal.close_input()
    legal.wait(exit_code=0)
    server.expect("gone: it left")
    server.interrupt()


def test_long_chinese_text_comes_back_whole(run):
    """However the network cuts 65535 bytes, only a whole message is decoded."""
    server = started(run)
    client = run("client.py")
    client.expect("server: welcome")
    client.send("中" * 21845)
    client.expect("echo: 中{21845}$")
    client.send("二")
    client.expect("echo: 二$")
    client.close_input()
    client.wait(exit_code=0)
    server.interrupt()


def pieces(message):
    """Cut a framed message within its header and within its text."""
    data = framed(message)
    return data[:1], data[1:4], data[4:7], data[7:]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what waits in a socket")
def test_client_puts_together_what_comes_in_pieces(run):
    """The client, too, receives exactly as much as was announced, however it arrives."""
    run("make_key.py").wait(exit_code=0)
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        send_in_pieces(run, conn, *pieces(bytes(32)), *pieces(b"welcome"))
        assert receive(conn) == digest(run, bytes(32))
        client.expect("server: welcome")
        client.close_input()
        client.wait(exit_code=0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what waits in a socket")
def test_illegal_client_puts_together_what_comes_in_pieces(run):
    """It does not know the key, and reads as it should."""
    with play_server(run, ADDRESS, "client_illegal.py") as (client, conn):
        send_in_pieces(run, conn, *pieces(bytes(32)), *pieces(b"refused"))
        client.expect("the server sent 32 random bytes")
        client.expect("server: refused")
        assert receive(conn) == "让我进去".encode()
        conn.shutdown(socket.SHUT_WR)
        client.wait(exit_code=0)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "stopped: the server has closed the connection"),
        (framed(bytes(32))[:20], "stopped: the server has closed the connection"),
        (struct.pack("!I", 65537), "stopped: the server announced 65537 bytes"),
    ],
    ids=["nothing", "a part", "too much"],
)
def test_client_says_why_it_stops(run, data, complaint):
    """An end that comes too early, or a message that is too long, is not taken for a message."""
    run("make_key.py").wait(exit_code=0)
    with play_server(run, ADDRESS, "client.py") as (client, conn):
        conn.sendall(data)
        conn.shutdown(socket.SHUT_WR)
        client.expect(f"^{complaint}$", stream="err")
        client.wait(exit_code=1)


def test_client_without_a_server_says_so(run):
    """One line, no traceback."""
    run("make_key.py").wait(exit_code=0)
    client = run("client.py")
    client.expect("^stopped: .*refused", stream="err")
    client.wait(exit_code=1)


def test_illegal_client_notices_the_end(run):
    """It does not wait for the rest of a message when there is none."""
    with play_server(run, ADDRESS, "client_illegal.py") as (client, conn):
        conn.sendall(framed(bytes(32))[:20])
        conn.shutdown(socket.SHUT_WR)
        client.expect("ConnectionError: the server has closed the connection", stream="err")
        client.wait(exit_code=1)


def test_clients_do_not_wait_for_ever(run):
    """A server that says nothing is given ten seconds."""
    run("make_key.py").wait(exit_code=0)
    with play_server(run, ADDRESS, "client_illegal.py") as (illegal, _):
        client = run("client.py")
        client.expect("^stopped: timed out$", stream="err")
        client.wait(exit_code=1)
        illegal.expect("TimeoutError: timed out", stream="err")
        illegal.wait(exit_code=1)


@pytest.mark.parametrize("name", ["client.py", "client_illegal.py"])
def test_client_can_be_interrupted(run, name):
    """Ctrl-C ends it quietly, though it waits for the server."""
    run("make_key.py").wait(exit_code=0)
    with play_server(run, ADDRESS, name) as (client, _):
        client.interrupt()


def test_replayed_answer_is_refused(run):
    """What was right for one nonce is wrong for the next."""
    server = started(run)
    with connect(ADDRESS) as sock:
        old = receive(sock)
        answer = digest(run, old)
        sock.sendall(framed(answer))
        assert receive(sock) == b"welcome"
    with connect(ADDRESS) as sock:
        assert receive(sock) != old
        sock.sendall(framed(answer))
        assert_refused(sock)
    server.interrupt()


@pytest.mark.parametrize("size", [0, 16, 31])
def test_short_answer_is_refused(run, size):
    """A part of the right answer is not the right answer, nor is an empty one."""
    server = started(run)
    with connect(ADDRESS) as sock:
        sock.sendall(framed(digest(run, receive(sock))[:size]))
        assert_refused(sock)
    server.interrupt()


@pytest.mark.parametrize("size", [33, 1 << 20, (1 << 32) - 1])
def test_long_answer_is_refused_before_it_is_read(run, size):
    """The announced size is checked first: a stranger gets neither memory nor time."""
    server = started(run)
    with connect(ADDRESS) as clock, connect(ADDRESS) as sock:
        receive(clock)
        nonce = receive(sock)
        sock.sendall(struct.pack("!I", size) + digest(run, nonce) + b"and more")
        assert_refused(sock)
        clock.setblocking(False)
        with pytest.raises(BlockingIOError):  # its handshake began earlier, and is not over
            clock.recv(1)
    server.interrupt()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what waits in a socket")
def test_refused_client_may_finish_its_sentence(run):
    """After a refusal the server reads on for a second: an end is an end, not a reset.

    On a busy machine the client may be later than that; then it tries again.
    """
    server = started(run)
    for _ in range(10):
        with connect(ADDRESS) as sock, contextlib.suppress(ConnectionError):
            receive(sock)
            sock.sendall(framed(b"wrong"))
            assert_refused(sock)
            send_in_pieces(run, sock, b"And another thing:", b"I was not", b"finished!")
            assert sock.recv(1) == b""
            break
    else:
        pytest.fail("the server did not read on")
    server.interrupt()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what waits in a socket")
def test_byte_that_comes_too_late_is_no_error_of_another_kind(run):
    """The deadline may have passed when a byte is read, as when the server could not run."""
    server = started(run)
    with connect(ADDRESS) as sock:
        receive(sock)
        sock.sendall(framed(b"wrong"))
        assert_refused(sock)
        send_in_pieces(run, sock, b"And another thing:")
        server.signal(signal.SIGSTOP)
        late = time.monotonic() + LINGER_TIME
        run.wait_for(lambda: time.monotonic() > late or None, "the deadline to pass")
        sock.sendall(b"I was not finished!")
        server.signal(signal.SIGCONT)
        server.interrupt()
    assert "gone" not in server.stdout


def test_answer_may_come_one_byte_at_a_time(run):
    """A slow network is not a crime as long as the whole comes in time."""
    server = started(run)
    with connect(ADDRESS) as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in framed(digest(run, receive(sock))):
            sock.sendall(bytes([byte]))
        assert receive(sock) == b"welcome"
    server.interrupt()


def trickle(sock, data, seconds):
    """Send one byte after another, evenly over a time, until the other side answers."""
    sock.settimeout(seconds / len(data))
    for byte in data:
        with contextlib.suppress(TimeoutError):
            sock.recv(1, socket.MSG_PEEK)
            break
        sock.sendall(bytes([byte]))
    sock.settimeout(10)


def test_bytes_that_trickle_do_not_extend_the_deadline(run):
    """The time is for the whole handshake: a byte now and then buys nothing.

    A silent client that comes at half-time is the clock. Had each byte its own time, or the size
    and the answer, the clock would be refused first.
    """
    server = started(run)
    with connect(ADDRESS) as sock:
        answer = framed(digest(run, receive(sock)))
        trickle(sock, answer[:2], HANDSHAKE_TIME / 2)
        with connect(ADDRESS) as clock:
            receive(clock)
            trickle(sock, answer[2:4], HANDSHAKE_TIME / 4)
            assert server.expect(r":(\d+) refused")[1] == str(sock.getsockname()[1])
            assert_refused(sock)
    server.interrupt()


def test_silent_client_keeps_nobody_waiting(run):
    """Others are served meanwhile; the silent one is refused when its time is over."""
    server = started(run)
    with connect(ADDRESS) as silent:
        assert len(receive(silent)) == 32
        assert_serves(run)
        silent.setblocking(False)
        with pytest.raises(BlockingIOError):
            silent.recv(1)
        silent.settimeout(10)
        assert_refused(silent)
    server.interrupt()


def test_legal_client_that_says_nothing_keeps_nobody_waiting(run):
    """Each client has a thread of its own."""
    server = started(run)
    with connect(ADDRESS) as idle:
        authenticate(run, idle)
        assert_serves(run)
    server.interrupt()


def test_clients_beyond_the_limit_wait_for_a_place(run):
    """Twenty silent clients take all places, for as long as a handshake may last and no longer."""
    server = started(run)
    with contextlib.ExitStack() as silent:
        for _ in range(MAX_CLIENTS):
            receive(silent.enter_context(connect(ADDRESS)))
        with connect(ADDRESS) as late:
            authenticate(run, late)
            assert "refused" in server.stdout
    server.interrupt()


@pytest.mark.parametrize(
    ("when", "how"),
    [
        ("before the answer", "closed"),
        ("before the answer", "closed unread"),
        ("before the answer", "reset"),
        ("halfway through the answer", "closed"),
        ("halfway through the answer", "reset"),
        ("after the welcome", "closed"),
        ("after the welcome", "closed unread"),
        ("after the welcome", "reset"),
    ],
)
def test_client_that_disappears_harms_nobody(run, when, how):
    """Wherever a client breaks off, and however rudely, the next is served."""
    server = started(run)
    with connect(ADDRESS) as sock:
        if when == "after the welcome":
            authenticate(run, sock)
            if how == "closed unread":
                sock.sendall(framed(b"hello"))
        elif how != "closed unread":
            nonce = receive(sock)
            if when == "halfway through the answer":
                sock.sendall(framed(digest(run, nonce))[:10])
        if how == "closed unread":
            sock.recv(1, socket.MSG_PEEK)
        if how == "reset":
            reset_on_close(sock)
    server.expect("gone")
    assert_serves(run)
    server.interrupt()


def test_message_that_is_no_text_is_a_message(run):
    """What is no UTF-8 is replaced where it is shown, and echoed as it came."""
    server = started(run)
    with connect(ADDRESS) as sock:
        authenticate(run, sock)
        sock.sendall(framed(b"\xe9t\xe9"))
        assert receive(sock) == b"\xe9t\xe9"
        server.expect("said '\ufffdt\ufffd'$")
    server.interrupt()


def test_client_that_hangs_up_is_hung_up_on(run):
    """The server closes its side too: the end comes back."""
    server = started(run)
    with connect(ADDRESS) as sock:
        authenticate(run, sock)
        sock.shutdown(socket.SHUT_WR)
        assert sock.recv(1) == b""
    server.interrupt()


def test_ctrl_c_hangs_up_on_everybody_at_once(run):
    """The server waits for its threads, but no thread waits for its client any longer."""
    server = started(run)
    with connect(ADDRESS) as idle, connect(ADDRESS) as silent:
        authenticate(run, idle)
        receive(silent)
        server.interrupt()
        assert idle.recv(1) == b""
        assert silent.recv(1) == b""
    assert server.stdout.count("gone: it left") == 2


def test_client_that_does_not_read_stops_only_itself(run):
    """Its thread waits in sendall() for some seconds and gives up; everybody else is served."""
    server = started(run)
    with connect(ADDRESS) as sock:
        authenticate(run, sock)
        sock.settimeout(0.5)
        with pytest.raises(TimeoutError):
            sock.sendall(framed(bytes(65536)) * 1024)
        assert_serves(run)
        server.expect("gone: timed out")
    server.interrupt()


def test_relay_without_the_key_takes_over_the_session(run):
    """The handshake proves who answered, once; it protects nothing of what follows."""
    server = started(run, record="server_relayed.txt")
    relay = run("relay.py", record="relay.txt")
    relay.expect("waiting")
    client = run("client.py", "secret.key", "9232", record="client_relayed.txt")
    client.expect("server: welcome")
    relay.expect("the session is mine")
    client.send("what is my balance?")
    relay.expect(r"the client said: what is my balance\?")
    relay.expect("the server heard: pay mallory")
    server.expect("said 'pay mallory'")
    client.expect(r"echo: what is my balance\?")
    client.close_input()
    client.wait(exit_code=0)
    relay.wait(exit_code=0)
    server.expect("gone")
    server.interrupt()
    assert "balance" not in server.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what waits in a socket")
def test_relay_puts_together_what_comes_in_pieces(run):
    """However messages are cut on either side, they are passed on whole."""
    with listen(ADDRESS) as listener:
        listener.settimeout(10)
        relay = run("relay.py")
        relay.expect("waiting")
        with connect(RELAY) as client, listener.accept()[0] as server:
            server.settimeout(10)
            send_in_pieces(run, server, *pieces(b"nonce"))
            assert receive(client) == b"nonce"
            send_in_pieces(run, client, *pieces(b"answer"))
            assert receive(server) == b"answer"
            server.sendall(framed(b"welcome"))
            assert receive(client) == b"welcome"
            for message in (b"one", b"two"):
                client.sendall(framed(message))
                assert receive(server) == b"pay mallory"
                server.sendall(framed(b"paid"))
                assert receive(client) == message
            client.sendall(framed(b"hello")[:6])
            client.shutdown(socket.SHUT_WR)
            relay.wait(exit_code=0)


def test_relay_can_be_interrupted(run):
    """Ctrl-C ends it quietly, though nobody has come."""
    relay = run("relay.py")
    relay.expect("waiting")
    relay.interrupt()


@pytest.mark.deadline(120)
def test_bad_clients_keep_no_good_one_away(run):
    """As long as there is a place: strangers lose theirs after two seconds."""
    server = started(run)
    besiege(Siege(run, server, ADDRESS, lambda: assert_serves(run), places=MAX_CLIENTS - 5))
    server.interrupt()
