"""The other side of a connection, played by a test: politely, or not."""

from __future__ import annotations

import socket
import struct

PATIENCE_SECONDS = 10.0
"""A program on the same machine that does not answer for so long never will."""


def connect(address: tuple[str, int], timeout: float = PATIENCE_SECONDS) -> socket.socket:
    """Connect to a server by TCP.

    :param timeout: seconds each operation on the socket may take
    """
    return socket.create_connection(address, timeout=timeout)


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
