"""Recorded output: what a program's terminal showed, and whether a new run shows the same.

A record is the plain text of the terminal, typed input included.
Where several processes wrote, each line begins with its writer: ``child 1 │ hello``.

Within one process and stream the order of lines counts; between them it is free,
unless the record is said to be ordered: then it counts across processes too, stream by stream.
What differs from run to run is normalised when it is recorded and bound when it is matched,
so that equal stays equal and different stays different, across all records of a scenario:

========  ==========================================  ==================
what      in a run                                    in a record
========  ==========================================  ==================
pid       of any process that took part               71001, 71002, ...
port      ephemeral, on the loopback                  61001, 61002, ...
seconds   ``0.53 s``, ``0.53 seconds``, ``12.3 ms``   as first recorded
memory    ``12.5 KiB``                                as first recorded
========  ==========================================  ==================
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MARGIN = " │ "
EPHEMERAL_PORTS = range(32768, 65536)

_FIRST = {"pid": 71001, "port": 61001}
_VARIABLE = re.compile(
    rf"^(?P<writer>main|child \d+) *(?={MARGIN.rstrip()})"
    r"|\b(?P<pid>71\d{3})\b|\b(?P<port>61\d{3})\b"
    r"|(?P<measured>\b\d+\.\d+)(?= (?:s|ms|seconds|KiB)\b)"
)
_OBSERVED = {"writer": r"(\d+)", "pid": r"(\d+)", "port": r"(\d+)", "measured": r"\d+\.\d+"}
_LOOPBACK_PORT = re.compile(r"((?:127\.0\.0\.1|::1)(?:\]?:|', ))(\d+)\b")

Bindings = dict[tuple[str, str], str]
"""What each normalised value stands for in a run: ``("pid", "71001") -> "4242"``."""


@dataclass(frozen=True)
class Event:
    """A piece of text on a terminal.

    :param pid: the process that wrote it
    :param stream: ``"out"``, ``"err"``, or ``"in"`` for what was typed
    :param data: the bytes, as they were written at once
    """

    pid: int
    stream: str
    data: bytes


@dataclass
class Normaliser:
    """Give pids and ephemeral ports stable values, the same in every record of a scenario.

    :param pids: the pids of all processes that took part
    """

    pids: set[int]
    given: dict[tuple[str, str], str] = field(default_factory=dict)

    def line(self, text: str) -> str:
        """Normalise a line of output."""
        text = re.sub(r"\b\d+\b", self._pid, text)
        return _LOOPBACK_PORT.sub(self._port, text)

    def _pid(self, match: re.Match[str]) -> str:
        return self._give("pid", match[0]) if int(match[0]) in self.pids else match[0]

    def _port(self, match: re.Match[str]) -> str:
        if int(match[2]) not in EPHEMERAL_PORTS:
            return match[0]
        return match[1] + self._give("port", match[2])

    def _give(self, kind: str, value: str) -> str:
        taken = sum(known == kind for known, _ in self.given)
        return self.given.setdefault((kind, value), str(_FIRST[kind] + taken))


def text_of(events: Iterable[Event], *streams: str) -> str:
    """Join what was written to some streams, in the order of arrival."""
    data = b"".join(event.data for event in events if event.stream in streams)
    return data.decode("utf-8", "backslashreplace")


def render(events: Sequence[Event], main: int, normaliser: Normaliser) -> str:
    """Show a run as its record would be: the terminal's text, pids and ports normalised.

    :param main: the pid of the program itself
    """
    writers = list(dict.fromkeys(event.pid for event in events))
    if len(writers) <= 1:
        lines = text_of(events, "out", "err", "in").splitlines()
        return _join(normaliser.line(line) for line in lines)
    names = _names(writers, main)
    width = max(map(len, names.values()))
    return _join(
        names[pid].ljust(width) + MARGIN + normaliser.line(line) for pid, line in _lines(events)
    )


def match(
    recorded: str, events: Sequence[Event], main: int, known: Bindings, *, ordered: bool = False
) -> Iterator[Bindings]:
    """Yield every way to read a run as this record; none when it shows something else.

    :param recorded: the text of the record
    :param events: the run
    :param main: the pid of the program itself
    :param known: what other records of the same scenario have bound already
    :param ordered: whether the order of lines counts between processes too
    """
    runs = _sequences(events)
    several = len(runs) > 1
    if ordered and several:
        wrote = [_lines(event for event in events if event.stream != "err")]
        wrote += [_lines(event for event in events if event.stream == "err")]
        streams = [[f"{pid}{MARGIN}{line}" for pid, line in stream] for stream in wrote]
        lines = recorded.splitlines()
        for bound in _interleaved(lines, streams, known | {("writer", "main"): str(main)}):
            # Who "child 1" is holds for this record only.
            yield {key: value for key, value in bound.items() if key[0] != "writer"}
        return
    lanes: dict[str, list[str]] = {}
    for line in recorded.splitlines():
        # After an empty line's margin there is not even a space.
        writer, margin, text = f"{line} ".partition(MARGIN) if several else ("", "", line)
        lanes.setdefault(writer.strip() if margin else "", []).append(
            text.rstrip() if margin else line
        )
    if "main" in lanes:
        first = {main: runs.pop(main, [])}
        own = lanes.pop("main")
        for bound in _lanes([own], first, known):
            yield from _lanes(list(lanes.values()), runs, bound)
        return
    if not lanes:
        lanes[""] = []
    yield from _lanes(list(lanes.values()), runs, known)


def difference(recorded: str, rendered: str, name: str) -> str:
    """Show how a run differs from its record, as a unified diff."""
    return "\n".join(
        difflib.unified_diff(
            recorded.splitlines(),
            rendered.splitlines(),
            f"{name} (recorded)",
            f"{name} (this run)",
            lineterm="",
        )
    )


def _join(lines: Iterable[str]) -> str:
    return "".join(line.rstrip() + "\n" for line in lines)


def _names(writers: Sequence[int], main: int) -> Mapping[int, str]:
    children = [pid for pid in writers if pid != main]
    return {main: "main", **{pid: f"child {n}" for n, pid in enumerate(children, 1)}}


def _lines(events: Iterable[Event]) -> list[tuple[int, str]]:
    """Cut a run into whole lines, each with its writer, in the order they were finished."""
    lines: list[tuple[int, str]] = []
    rest: dict[tuple[int, str], bytes] = {}
    for event in events:
        lane = (event.pid, "err" if event.stream == "err" else "out")
        *whole, rest[lane] = (rest.get(lane, b"") + event.data).split(b"\n")
        lines += [(event.pid, line.decode("utf-8", "backslashreplace")) for line in whole]
    lines += [
        (pid, data.decode("utf-8", "backslashreplace")) for (pid, _), data in rest.items() if data
    ]
    return lines


def _sequences(events: Iterable[Event]) -> dict[int, list[list[str]]]:
    """Collect what each process wrote: its lines on stdout (with what was typed), on stderr."""
    texts: dict[int, dict[str, list[Event]]] = {}
    for event in events:
        stream = "err" if event.stream == "err" else "out"
        texts.setdefault(event.pid, {}).setdefault(stream, []).append(event)
    return {
        pid: [text_of(stream, "out", "err", "in").splitlines() for stream in streams.values()]
        for pid, streams in texts.items()
    }


def _lanes(
    lanes: list[list[str]], runs: dict[int, list[list[str]]], known: Bindings
) -> Iterator[Bindings]:
    if not lanes:
        if not runs:
            yield known
        return
    first, *others = lanes
    for pid in list(runs) or [0]:
        rest = {other: lines for other, lines in runs.items() if other != pid}
        for bound in _interleaved(first, runs.get(pid, []), known):
            yield from _lanes(others, rest, bound)


def _interleaved(
    recorded: list[str], streams: list[list[str]], known: Bindings
) -> Iterator[Bindings]:
    if not recorded:
        if not any(streams):
            yield known
        return
    for number, stream in enumerate(streams):
        if stream and (bound := _bind(recorded[0], stream[0], known)) is not None:
            rest = [*streams[:number], stream[1:], *streams[number + 1 :]]
            yield from _interleaved(recorded[1:], rest, bound)


def _bind(recorded: str, observed: str, known: Bindings) -> Bindings | None:
    """Match one line; return what it binds together with what was known, or None."""
    pattern, names, end = "", [], 0
    for variable in _VARIABLE.finditer(recorded):
        kind = variable.lastgroup or ""
        pattern += re.escape(recorded[end : variable.start()]) + _OBSERVED[kind]
        if kind != "measured":
            names.append((kind, variable[kind]))
        end = variable.end()
    found = re.fullmatch(pattern + re.escape(recorded[end:]), observed.rstrip())
    if not found:
        return None
    bound = dict(known)
    for (kind, name), value in zip(names, found.groups(), strict=True):
        if bound.setdefault((kind, name), value) != value:
            return None
        if any(
            (kind, value) == (other_kind, other)
            for (other_kind, other_name), other in bound.items()
            if other_name != name
        ):
            return None
    return bound
