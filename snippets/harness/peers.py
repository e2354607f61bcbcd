"""The other side of a connection, played by a test: politely, or not."""

from __future__ import annotations

import socket
import struct
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from harness.program import Program
    from harness.scenario import Scenario

PATIENCE_SECONDS = 10.0
"""A program on the same machine that does not answer for so long never will."""


def connect(address: tuple[str, int], timeout: float = PATIENCE_SECONDS) -> socket.socket:
    """Connect to a server by TCP.

    :param timeout: seconds each operation on the socket may take
    """
    return socket.create_connection(address, timeout=timeout)


@contextmanager
def listen(address: tuple[str, int]) -> Iterator[socket.socket]:
    """Listen by TCP; after the ``with`` block nobody does any more.

    A process that another thread is just starting has a copy of every socket until its program
    begins: closing ours leaves that one listening for a moment.
    """
    with socket.create_server(address) as listener:
        try:
            yield listener
        finally:
            with suppress(OSError):  # systems other than Linux do not take it
                listener.shutdown(socket.SHUT_RDWR)


@contextmanager
def play_server(
    run: Scenario, address: tuple[str, int], name: str, *arguments: str
) -> Iterator[tuple[Program, socket.socket]]:
    """Be the server of a program that connects by TCP; give the program and our end.

    :param run: the scenario
    :param address: where the program looks for its server
    :param name: the program's file
    :param arguments: its command line arguments
    """
    with listen(address) as listener:
        listener.settimeout(PATIENCE_SECONDS)
        program = run(name, *arguments)
        conn, _ = listener.accept()
        with conn:
            conn.settimeout(PATIENCE_SECONDS)
            yield program, conn


def recv_exactly(sock: socket.socket, size: int) -> bytes:
    """Receive a number of bytes, in however many pieces they come.

    :raises AssertionError: when the connection ends before
    """
    data = bytearray()
    while len(data) < size:
        chunk = sock.recv(size - len(data))
        if not chunk:
            raise AssertionError(f"end of the connection after {len(data)} of {size} bytes")
        data += chunk
    return bytes(data)


def send_in_pieces(run: Scenario, sock: socket.socket, *pieces: bytes) -> None:
    """Send pieces so that the other side's program has to receive each on its own.

    :param run: the scenario the program belongs to
    :param sock: a connection by TCP and IPv4 within this machine
    :raises DeadlineExceeded: when the program does not take a piece
    """
    for piece in pieces:
        sock.sendall(piece)
        run.wait_for(lambda: has_been_taken(sock), f"{piece[:20]!r} to be received")


def has_been_taken(sock: socket.socket) -> bool | None:
    """Tell whether the other side's program has received all that was sent; None for not yet.

    Linux only: its ``/proc/net/tcp`` tells what waits in each socket (proc(5)).
    """
    try:
        ours, theirs = _as_in_proc(*sock.getsockname()), _as_in_proc(*sock.getpeername())
    except OSError:
        return True  # it has been reset
    queues = {}
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        _, local, remote, _, sizes, *_ = line.split()
        queues[local, remote] = [int(size, 16) for size in sizes.split(":")]
    on_the_way, _ = queues.get((ours, theirs), (0, 0))
    _, waiting = queues.get((theirs, ours), (0, 0))  # it is not there when it is closed
    return on_the_way == waiting == 0 or None


def _as_in_proc(host: str, port: int) -> str:
    (address,) = struct.unpack("=I", socket.inet_aton(host))
    return f"{address:08X}:{port:04X}"


def reset_on_close(sock: socket.socket) -> None:
    """Make the end of a connection a reset (RST), as when its machine crashes; see socket(7)."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def udp_socket(peer: tuple[str, int] | None = None) -> socket.socket:
    """Make a UDP socket that waits no longer than a program may take to answer.

    :param peer: where to send to, and to receive from; None for anybody
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.settimeout(PATIENCE_SECONDS)
    if peer:
        sock.connect(peer)
    return sock
