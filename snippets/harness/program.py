"""One running program, used as a reader uses it in a terminal."""

from __future__ import annotations

import os
import re
import selectors
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import IO, TYPE_CHECKING

import psutil

from harness.leftovers import ENDING_SECONDS
from harness.transcript import Event, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from harness.scenario import Scenario

OUTPUT_LIMIT = 1 << 20
"""Bytes a program may print; more is an endless loop. It also bounds the runner's memory."""

_CHUNK = 1 << 16
_TICK = 0.005
_IDLE_SECONDS = 0.05  # who waits for so long waits for something outside
_CREDENTIALS = struct.Struct("3i")  # struct ucred of unix(7): pid, uid, gid
_TAGGED = sys.platform == "linux"


class Failure(AssertionError):  # noqa: N818 - reads as pytest's own Failed
    """A program did not do what its test says. The message tells which and what instead."""


class Program:
    """A running program.

    Made by calling a `Scenario`; ends with it at the latest.

    :param scenario: the scenario it belongs to
    :param name: its file's name, used in messages
    :param command: the interpreter, the file and its arguments
    :param environment: environment variables
    :param record: file that holds the recorded text of its terminal, or None
    :param ordered: whether the order of the record's lines counts between processes too
    """

    def __init__(  # noqa: PLR0913 - only a scenario makes one
        self,
        scenario: Scenario,
        name: str,
        command: list[str],
        environment: dict[str, str],
        record: Path | None,
        *,
        ordered: bool = False,
    ) -> None:
        self.name = name
        self.record = record
        self.ordered = ordered
        self.events: list[Event] = []
        self.ended_as_told = False
        self.stderr_looked_at = record is not None
        self._scenario = scenario
        self._seen = {"out": 0, "err": 0}
        self._printed = 0
        ours, theirs = zip(*(_channel() for _ in range(2)), strict=True)
        self._streams = dict(zip(("out", "err"), ours, strict=True))
        self._process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603 - our own files
            command,
            cwd=scenario.folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=theirs[0],
            stderr=theirs[1],
            # A group of its own: Ctrl-C reaches all its processes and nobody else's.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        for end in theirs:
            end.close()
        os.set_blocking(self._stdin.fileno(), False)
        self.pid = self._process.pid

    @property
    def stdout(self) -> str:
        """What it has printed to stdout so far."""
        self._scenario.read_all()
        return text_of(self.events, "out")

    @property
    def stderr(self) -> str:
        """What it has printed to stderr so far."""
        self.stderr_looked_at = True
        self._scenario.read_all()
        return text_of(self.events, "err")

    @property
    def pid_is_reused(self) -> bool:
        """Whether its pid belongs to another process by now, also as a group and a session.

        As long as a process of its group or session lives, the system does not reuse it.
        """
        return self.exit_code is not None and psutil.pid_exists(self.pid)

    @property
    def exit_code(self) -> int | None:
        """Its exit code, ``-N`` when signal N ended it, None while it runs."""
        return self._process.poll()

    def expect(self, pattern: str, *, stream: str = "out") -> re.Match[str]:
        """Wait until it prints something that was not expected before.

        :param pattern: a regular expression (multi-line mode), searched after the last match
        :param stream: ``"out"`` or ``"err"``
        :raises Failure: when it ends without printing that, or the deadline passes
        """
        regex = re.compile(pattern, re.MULTILINE)
        self.stderr_looked_at |= stream == "err"
        awaited = f"{self.name} to print {pattern!r} on std{stream}"

        over_since: float | None = None

        def look() -> re.Match[str] | None:
            nonlocal over_since
            found = regex.search(text_of(self.events, stream), self._seen[stream])
            if found:
                return found
            ended, closed = self.exit_code is not None, stream not in self._streams
            if ended or closed:
                # A program that ends closes its streams first, and its last words may be on the
                # way when it has ended: both are waited for before the verdict.
                over_since = over_since or time.monotonic()
                if (ended and closed) or time.monotonic() > over_since + ENDING_SECONDS:
                    raise Failure(f"waited for {awaited}, but it {self._fate(stream)}")
            return None

        found = self._scenario.wait_for(look, awaited)
        self._seen[stream] = found.end()
        return found

    def send(self, line: str) -> None:
        """Type a line and Enter.

        :raises Failure: when it has ended, or does not read its input before the deadline
        """
        self._scenario.read_all()
        data = f"{line}\n".encode()
        self.events.append(Event(self.pid, "in", data))

        def pushed() -> bool | None:
            nonlocal data
            try:
                data = data[os.write(self._stdin.fileno(), data) :]
            except BlockingIOError:
                return None
            except OSError:
                raise Failure(
                    f"{self.name} cannot be sent {line[:60]!r}: it {self._fate()}"
                ) from None
            return not data or None

        self._scenario.wait_for(pushed, f"{self.name} to read its input")

    def close_input(self) -> None:
        """Say that nothing more will be typed (Ctrl-D)."""
        with suppress(BrokenPipeError):
            self._stdin.close()

    def wait(self, exit_code: int | None = 0) -> int:
        """Wait until it has ended by itself.

        :param exit_code: the exit code it must have, ``-N`` for signal N; None for any
        :returns: its exit code
        :raises Failure: when it has another one, or runs on past the deadline
        """
        code = self._scenario.wait_for(lambda: self.exit_code, f"{self.name} to end")
        self._scenario.hear_out(self)
        self.ended_as_told = True
        if exit_code is not None and code != exit_code:
            raise Failure(f"{self.name} ended with exit code {code}, not {exit_code}")
        return code

    def interrupt(self) -> None:
        """Press Ctrl-C and wait: it must end with exit code 0 or 130 and without a traceback.

        :raises Failure: when it ends otherwise, or runs on past the deadline
        """
        self._scenario.read_all()
        if self.exit_code is not None:
            raise Failure(f"Ctrl-C comes too late for {self.name}: it {self._fate()}")
        self._wait_until_idle()
        self.signal(signal.SIGINT)
        code = self.wait(exit_code=None)
        # Ended by the signal itself is what shells report as 130.
        if code not in {0, 130, -signal.SIGINT}:
            raise Failure(f"{self.name} ended with exit code {code} on Ctrl-C, not 0 or 130")
        if "Traceback" in text_of(self.events, "err"):
            raise Failure(f"{self.name} printed a traceback on Ctrl-C")

    def goes_on(self, seconds: float) -> None:
        """See that it does not end by itself: that cannot be awaited, only given the time.

        :param seconds: longer than what it does again and again takes
        :raises Failure: when it ends before they have passed
        """
        until = time.monotonic() + seconds
        self._scenario.wait_for(
            lambda: self.exit_code is not None or time.monotonic() > until or None,
            f"{seconds:g} s to pass",
        )
        if self.exit_code is not None:
            raise Failure(f"{self.name} does not go on: it {self._fate()}")

    def _wait_until_idle(self) -> None:
        """Wait, as a person does, until it waits; one that stays busy is not waited for long.

        Ctrl-C that comes just before a program begins to wait without an end is noticed by Python
        only after that wait, and one that comes while an object is cleared away is lost.
        """
        until = time.monotonic() + ENDING_SECONDS
        waits: int | None = None
        since = time.monotonic()
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(self.pid)
            while (now := time.monotonic()) < until and now < since + _IDLE_SECONDS:
                before, waits = waits, process.num_ctx_switches().voluntary
                if waits != before or process.status() == psutil.STATUS_RUNNING:
                    since = now
                time.sleep(_TICK)

    def signal(self, number: int) -> None:
        """Send a signal to all its processes, as a terminal does."""
        if self.pid_is_reused:
            return
        with suppress(ProcessLookupError):
            if sys.platform == "win32":
                self._process.send_signal(signal.CTRL_BREAK_EVENT)
            else:
                os.killpg(self.pid, number)

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin is not None  # noqa: S101 - Popen was given PIPE
        return self._process.stdin

    def _fate(self, stream: str = "out") -> str:
        code = self.exit_code
        if code is None:
            return f"closed its std{stream}"
        if code < 0:
            return f"was ended by {signal.Signals(-code).name}"
        return f"had ended with exit code {code}"

    # What follows serves the scenario, which reads for all its programs at once.

    @property
    def silent(self) -> bool:
        """Whether all its streams are at their end."""
        return not self._streams

    def watch(self, selector: selectors.BaseSelector) -> None:
        """Have its streams watched."""
        for stream, end in self._streams.items():
            selector.register(end, selectors.EVENT_READ, (self, stream))

    def read(self, stream: str, selector: selectors.BaseSelector) -> None:
        """Read one piece of output that is there, or notice that no more will come."""
        end = self._streams[stream]
        ancillary: list[tuple[int, int, bytes]] = []
        try:
            if _TAGGED:
                data, ancillary, *_ = end.recvmsg(_CHUNK, socket.CMSG_SPACE(_CREDENTIALS.size))
            else:
                data = end.recv(_CHUNK)
        except BlockingIOError:
            return
        except ConnectionResetError:
            data = b""
        if not data:
            selector.unregister(end)
            self._streams.pop(stream).close()
            return
        writers = [_CREDENTIALS.unpack(body)[0] for *_, body in ancillary]
        self.events.append(Event(writers[0] if writers else self.pid, stream, data))
        self._printed += len(data)
        if self._printed > OUTPUT_LIMIT:
            raise Failure(f"{self.name} printed more than {OUTPUT_LIMIT} bytes: an endless loop?")

    def close(self) -> None:
        """Let go of it, once it has ended."""
        self.close_input()
        for end in self._streams.values():
            end.close()
        self._streams.clear()
        self._process.wait()


def _channel() -> tuple[socket.socket, socket.socket | IO[bytes]]:
    """Make a channel for one stream of a program: our end, and the end it writes to.

    On Linux the kernel tags each piece on a socket pair with its writer's pid
    (``SO_PASSCRED``, unix(7)) and never joins pieces of two writers.
    Elsewhere it is a pipe, and all output counts as the program's own.
    """
    ours, theirs = socket.socketpair()
    ours.settimeout(0)
    if _TAGGED:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        return ours, theirs
    source, sink = os.pipe()

    def forward() -> None:
        with theirs, os.fdopen(source, "rb", buffering=0) as pipe:
            while data := pipe.read(_CHUNK):
                theirs.sendall(data)

    threading.Thread(target=forward, daemon=True).start()
    return ours, os.fdopen(sink, "wb", buffering=0)
