"""Bad clients find what a server cannot stand, and say which of them found it."""

import signal
from pathlib import Path

import pytest

from harness.hostile import Siege, besiege
from harness.peers import connect, recv_exactly
from harness.program import Failure
from harness.scenario import DeadlineExceeded, Scenario, Settings

NAUGHTY = Path(__file__).parent / "naughty"


def besieged(*weaknesses, seconds=60, **siege):
    """Besiege a server of these weaknesses."""
    with Scenario(NAUGHTY, Settings(seconds=seconds)) as run:
        server = run("weak_server.py", *weaknesses)
        address = ("127.0.0.1", int(server.expect(r"listening at (\d+)")[1]))

        def visit():
            with connect(address, timeout=2) as sock:
                sock.sendall(b"hello")
                assert recv_exactly(sock, 5) == b"hello"

        besiege(Siege(run, server, address, visit, visits=50, **siege))
        server.signal(signal.SIGTERM)
        server.wait(exit_code=-signal.SIGTERM)


def test_server_that_trusts_what_it_receives_is_found_out():
    """The first bytes that are no text end it, and its traceback is on the terminal."""
    with pytest.raises(ConnectionError) as caught:
        besieged("trusts", places=0)
    assert caught.value.__notes__[-1] == "bad clients: random bytes"


def test_server_that_serves_one_after_another_keeps_others_waiting():
    """Whoever says that there are places has to have them."""
    with pytest.raises(TimeoutError) as caught:
        besieged(places=5)
    assert caught.value.__notes__ == ["bad clients: silence"]


def test_descriptors_that_are_kept_are_counted():
    """A descriptor for each client that ever came, until none is left."""
    with pytest.raises(DeadlineExceeded, match=r"using no more than .*, after: random bytes") as c:
        besieged("keeps", "threads", seconds=8)
    assert c.value.__notes__ == ["bad clients: random bytes"]


def test_threads_that_do_not_end_are_counted():
    """A thread that waits for nobody is not seen from outside."""
    with pytest.raises(DeadlineExceeded, match=r"using no more than .*threads=") as caught:
        besieged("waits", "threads", seconds=8)
    assert caught.value.__notes__ == ["bad clients: random bytes"]


def test_tracebacks_in_threads_are_seen():
    """The others are served, and still somebody would read it."""
    with pytest.raises(Failure, match=r"weak_server\.py wrote on stderr.*Error"):
        besieged("trusts", "threads", seconds=90)
