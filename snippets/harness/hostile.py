"""Bad clients, to be let loose on a server that must go on serving a good one.

What a reader copies may one day listen to more than this machine. So every server that is not
shown for its weakness meets them all, one kind after another, in one run: ``besiege``.
"""

from __future__ import annotations

import functools
import itertools
import json
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import psutil
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from harness.peers import connect, reset_on_close, udp_socket

if TYPE_CHECKING:
    from harness.program import Program
    from harness.scenario import Scenario

Address: TypeAlias = tuple[str, int]
Attack: TypeAlias = Callable[["Siege"], AbstractContextManager[object]]
"""The bad clients are there within the ``with`` block, and gone after it."""

MUCH: Final = 4 * 1024 * 1024  # bytes, more than a server should keep for one client
GROWTH: Final = 64 * 1024 * 1024  # bytes a server may need more than at the beginning
_STALLED: Final = 0.5  # seconds after which a server that takes nothing will not take more
_QUEUE: Final = 4  # clients that even a short queue of those to be accepted holds
_LOOKS: Final = 10  # at what a server holds, before it is visited again
_BATCH: Final = 50  # datagrams that a socket's buffer surely holds
_PORTS: Final = itertools.cycle(range(20_000, 30_000))
TEXTS: Final = [
    b"",
    b"\n",
    b"\xff\xfe\xed\xa0\x80\n",  # no UTF-8
    b"\0" * 1000 + b"\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # how TLS begins
    b"\x80\x04\x95\xff\xff\xff\xff",  # how a pickle begins
    b"\x7f\xff\xff\xff" + b"x" * 100,  # a length, and not so much
    b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
    b"[" * 1000,
    b"[" * 20_000 + b"\n",
    b'{"name": ' * 5_000 + b"\n",
    b"9" * 5_000 + b"\n",  # more digits than int() takes
    json.dumps({"name": "x" * 60_000, "text": [None] * 100}).encode() + b"\n",
    b'{"name": 1e999, "text": NaN}\n',
    b"\x1b]0;owned\x07\x1b[2J\n",
]
"""What no good client says: each is wrong in its own way, for one server or another."""


@dataclass(frozen=True)
class Siege:
    """A server and the good client that it has to serve.

    :param run: the scenario
    :param server: its program, listening
    :param address: where it listens
    :param visit: is a good client once: fails when it is not served
    :param places: how many clients beside the good one the server has time for at once;
        0 for one that serves one after another
    :param visits: how many clients may come and go, one after another or at once, in a few
        seconds
    :param threads: how many threads it may keep for later clients
    """

    run: Scenario
    server: Program
    address: Address
    visit: Callable[[], object]
    places: int = 20
    visits: int = 1000
    threads: int = 0

    @property
    def silent(self) -> int:
        """How many say nothing, so that there is still a place for the good one."""
        return min(max(self.places, 1), _room())

    def say(self, data: bytes) -> None:
        """Say something, hear the server out, and leave; it may hang up at any moment."""
        self.run.seconds_left("saying what no good client would")
        with suppress(OSError), connect(self.address) as sock:
            sock.sendall(data)
            sock.shutdown(socket.SHUT_WR)
            while sock.recv(65536):
                pass


def besiege(siege: Siege, *, udp: bool = False) -> None:
    """Let all bad clients come; fail unless the server serves the good one all the time.

    After each kind, nothing is left of it: no descriptor, thread or process more than before,
    and no memory without bound. That nothing is written to stderr the scenario checks.

    :param siege: the server, and how to be a good client of it
    :param udp: whether it is a server for UDP
    """
    siege.visit()
    before = Resources.of(siege.server)
    before = replace(before, threads=before.threads + siege.threads)
    for attack in UDP_ATTACKS if udp else TCP_ATTACKS:
        name = attack.__name__.replace("_", " ")
        try:
            with siege.run.reading():
                with attack(siege):
                    if siege.places:
                        siege.visit()
                siege.visit()
                siege.run.wait_for(
                    functools.partial(_has_returned, siege, before, itertools.count()),
                    f"{siege.server} using no more than {before}, after: {name}",
                )
        except Exception as error:
            error.add_note(f"bad clients: {name}")
            raise


def end_by_descriptors(server: Program, address: Address) -> None:
    """Let more clients come than a server has descriptors for, and see it end; Linux only.

    :param server: one that does not limit the number of its clients
    :param address: where it listens
    """
    psutil.Process(server.pid).rlimit(psutil.RLIMIT_NOFILE, (16, 16))
    with ExitStack() as stack:
        with suppress(ConnectionError):  # it may have ended before the last one came
            for _ in range(20):
                stack.enter_context(connect(address))
        server.expect("OSError: .* Too many open files", stream="err")
        server.wait(exit_code=1)


@dataclass(frozen=True)
class Resources:
    """What a program and its children hold."""

    descriptors: int
    threads: int
    processes: int
    memory: int
    """bytes"""

    @classmethod
    def of(cls, program: Program) -> Resources:
        """Count what a program holds now."""
        main = psutil.Process(program.pid)
        counts = []
        for process in [main, *main.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess, psutil.ZombieProcess), process.oneshot():
                counts.append(
                    (_descriptors(process), process.num_threads(), 1, process.memory_info().rss)
                )
        return cls(*map(sum, zip(*counts, strict=True)))


def _has_returned(siege: Siege, before: Resources, looks: Iterator[int]) -> bool | None:
    """Tell whether it holds no more than before, but for bounded memory; None for not yet."""
    # Some clear away after one client only when the next one comes; on a busy machine, though, what
    # serves that one needs a while to end.
    if next(looks) % _LOOKS == 0:
        siege.visit()
    now = Resources.of(siege.server)
    return (
        now.descriptors <= before.descriptors
        and now.threads <= before.threads
        and now.processes <= before.processes
        and now.memory <= before.memory + GROWTH
    ) or None


def _room() -> int:
    """Return how many connections this process may hold for one siege of several."""
    if sys.platform == "win32":
        return 1000
    import resource  # noqa: PLC0415 - Windows has none

    return resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 8


def _descriptors(process: psutil.Process) -> int:
    if sys.platform == "win32":
        return process.num_handles()
    return process.num_fds()


@contextmanager
def random_bytes(siege: Siege) -> Iterator[None]:
    """Say whatever hypothesis makes up, the same in each run."""

    def babble(data: bytes) -> None:
        siege.say(data)
        siege.visit()

    lines = st.lists(st.binary(max_size=200), max_size=5).map(b"\n".join)
    _examples(given(lines)(babble))()
    yield


@contextmanager
def wrong_texts(siege: Siege) -> Iterator[None]:
    """Say what no good client would."""
    for data in TEXTS:
        siege.say(data)
    yield


@contextmanager
def more_than_a_server_should_keep(siege: Siege) -> Iterator[None]:
    """Send megabytes without an end of line, and read nothing."""
    with ExitStack() as stack:
        for data in (b"x" * MUCH, b"\0" * MUCH):
            sock = stack.enter_context(connect(siege.address, timeout=_STALLED))
            with suppress(OSError):
                sock.sendall(data)
            if not siege.places:
                sock.close()
        yield


@contextmanager
def silence(siege: Siege) -> Iterator[None]:
    """Connect, and say nothing; a thousand of them where there is place for so many."""
    with ExitStack() as stack:
        for number in range(siege.silent):
            stack.enter_context(connect(siege.address))
            if siege.places and number % _QUEUE == 0:
                siege.visit()  # so that all before it have been accepted
        yield


@contextmanager
def one_byte_at_a_time(siege: Siege) -> Iterator[None]:
    """Say one byte, wait while others are served, say the next."""
    with connect(siege.address) as slow:
        for byte in b"so slow":
            with suppress(OSError):  # it may have lost its patience
                slow.sendall(bytes([byte]))
            if siege.places:
                siege.visit()
        yield


@contextmanager
def come_and_go(siege: Siege) -> Iterator[None]:
    """Connect and leave at once, again and again."""
    for _ in range(siege.visits):
        siege.say(b"")
    yield


@contextmanager
def resets(siege: Siege) -> Iterator[None]:
    """Crash halfway through a message, or before the first byte."""
    for _ in range(10):
        for data in (b"", b"half a li", b"\0\0"):
            with suppress(OSError), connect(siege.address) as sock:
                sock.sendall(data)
                reset_on_close(sock)
        siege.say(b"")  # so that all before it have been accepted
    yield


@contextmanager
def rush(siege: Siege) -> Iterator[None]:
    """Want to connect all at once, more than can wait to be accepted, and leave."""
    with ExitStack() as stack:
        for _ in range(min(siege.visits, _room())):
            sock = stack.enter_context(socket.socket())
            sock.setblocking(False)
            sock.connect_ex(siege.address)
    yield


@contextmanager
def bad_datagrams(siege: Siege) -> Iterator[None]:
    """Send what no good client would, each in one datagram."""
    with _stranger() as sock:
        for data in (*TEXTS, b"x" * 65_507, b"\0" * 65_507):
            sock.sendto(data[:65_507], siege.address)
            siege.visit()
        yield


@contextmanager
def random_datagrams(siege: Siege) -> Iterator[None]:
    """Send whatever hypothesis makes up, the same in each run."""

    def babble(data: bytes) -> None:
        with _stranger() as sock:
            sock.sendto(data, siege.address)
        siege.visit()

    _examples(given(st.binary(max_size=200))(babble))()
    yield


@contextmanager
def a_thousand_senders(siege: Siege) -> Iterator[None]:
    """Send one datagram each, from ports that are closed when the answer comes."""
    for _ in range(1000 // _BATCH):
        for _ in range(_BATCH):
            with _stranger() as sock:
                sock.sendto(b'{"name": "somebody", "text": "hello"}', siege.address)
        siege.visit()
    yield


def _stranger() -> socket.socket:
    """Make a UDP socket with a port that the system gives to nobody who asks for any.

    An answer to it that comes late shall not go to the good client.
    """
    while True:
        sock = udp_socket()
        try:
            sock.bind(("127.0.0.1", next(_PORTS)))
        except OSError:  # it is somebody else's
            sock.close()
        else:
            return sock


TCP_ATTACKS: Final[tuple[Attack, ...]] = (
    random_bytes,
    wrong_texts,
    more_than_a_server_should_keep,
    silence,
    one_byte_at_a_time,
    come_and_go,
    resets,
    rush,
)
UDP_ATTACKS: Final[tuple[Attack, ...]] = (random_datagrams, bad_datagrams, a_thousand_senders)

_examples: Any = settings(
    max_examples=25,
    derandomize=True,
    deadline=None,  # the scenario has one
    database=None,
    phases=[Phase.generate],  # a server that has fallen cannot tell what would have been enough
    suppress_health_check=list(HealthCheck),
)
