"""What a test holds in its hands: a folder, a deadline, and the programs it runs there."""

from __future__ import annotations

import itertools
import os
import re
import selectors
import shutil
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import psutil

from harness import leftovers
from harness.program import Failure, Program
from harness.transcript import Bindings, Normaliser, difference, match, render, text_of
from harness.versions import Version, record_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

T = TypeVar("T")

TELL_UNCLOSED = "always::ResourceWarning"
"""A filter of warnings (https://docs.python.org/3/library/warnings.html)."""

_UNCLOSED = re.compile(r"ResourceWarning: ((?:unclosed|subprocess) .*)")

INJECTED = Path(__file__).parent / "inject"

_TICK = 0.05
"""Seconds between looks at what no selector reports, such as a program's end."""

_SESSION_SUFFIX = ".pycon"


class DeadlineExceeded(Failure):
    """What a test waited for did not happen in time."""


class Stopped(Failure):
    """The whole run was stopped, by Ctrl-C for example."""


@dataclass(frozen=True)
class Settings:
    """How scenarios run.

    :param python: the interpreter for the programs
    :param version: its version
    :param start_method: multiprocessing's default start method, None for the platform's own
    :param seconds: the scenario's deadline, from its start to its end
    :param run: name of the run it is a part of
    :param rewrite_records: write records that a run does not match, in place of failing
    :param stop: set when the whole run shall end now
    """

    python: str = sys.executable
    version: Version = sys.version_info[:3]
    start_method: str | None = None
    seconds: float = 30.0
    run: str = "alone"
    rewrite_records: bool = False
    stop: threading.Event = field(default_factory=threading.Event)


class Scenario:
    """A fresh folder in which a test runs programs side by side.

    Use it as a context manager; leaving it proves that the programs have ended as the test says,
    showed what their records say and left nothing behind. Whatever happens, they are gone then.

    :param source: the folder that holds the programs and their records
    :param settings: how they run

    `programs` are the programs started so far, `files` what the test used of the source folder,
    `foreign` the records there that it named, and that are for other versions or systems;
    `started` holds the programs with file and arguments, and the first terminal, from 1, in which
    nothing ran any more that the test knew of;
    `report` holds, at the end, a title and the terminal's text for each program.
    """

    def __init__(self, source: Path, settings: Settings) -> None:
        self.source = source
        self.settings = settings
        self.programs: list[Program] = []
        self.files: list[Path] = []
        self.foreign: list[Path] = []
        self.started: list[tuple[Program, list[str], int]] = []
        self.report: list[tuple[str, str]] = []
        self._deadline = time.monotonic() + settings.seconds
        self._selector = selectors.DefaultSelector()
        self._reads = threading.Condition()
        self._pieces = 0  # of output, read so far
        self._read_aside = False
        self._base = Path(tempfile.mkdtemp(prefix=f"run-{settings.run}-")).resolve()
        self._mark = self._base.name
        self.folder = self._base / "work"
        for name in ("work", "tmp", "home"):
            (self._base / name).mkdir()

    def __call__(
        self,
        name: str,
        *arguments: str,
        record: str | None = None,
        ordered: bool = False,
        leaves_open: bool = False,
    ) -> Program:
        """Start a program: copy its file into the folder and run it there, unmodified.

        :param name: a program (``.py``), or a session (``.pycon``) for doctest to run
        :param arguments: its command line arguments
        :param record: file that holds the recorded text of its terminal (see `versions`)
        :param ordered: whether the order of lines in the record counts between processes too
        :param leaves_open: whether it may leave sockets, files or child processes to the system;
            otherwise Python is asked to tell of each (ResourceWarning), and that is a failure
        """
        file = self.source / name
        if not file.is_file():
            raise Failure(f"there is no {file}")
        shutil.copy(file, self.folder)
        module = ["-m", "doctest"] if file.suffix == _SESSION_SUFFIX else []
        program = Program(
            self,
            name,
            [self.settings.python, *module, name, *arguments],
            self._environment() | ({} if leaves_open else {"PYTHONWARNINGS": TELL_UNCLOSED}),
            record_for(self.source, record, self.settings.version) if record else None,
            ordered=ordered,
        )
        busy = {terminal for it, _, terminal in self.started if not it.ended_as_told}
        terminal = next(number for number in itertools.count(1) if number not in busy)
        self.started.append((program, [name, *arguments], terminal))
        self.programs.append(program)
        self.files += [file, *([program.record] if program.record else [])]
        program.watch(self._selector)
        return program

    def server(
        self,
        name: str,
        *arguments: str,
        record: str | None = None,
        leaves_open: bool = False,
    ) -> Program:
        """Start a program that says when it is listening, and wait until it says so.

        Takes the same as a call of the scenario.
        """
        program = self(name, *arguments, record=record, leaves_open=leaves_open)
        program.expect("listening")
        return program

    def runs(self, pid: int) -> bool:
        """Tell whether a process of this scenario runs; its pid may be another one's by now."""
        with suppress(psutil.Error):
            process = psutil.Process(pid)
            ours = process.environ().get(leftovers.MARK) == self._mark
            return ours and leftovers.is_living(process)
        return False

    def sweep_fork_server(self) -> int:
        """Remove what fork servers leave when their programs end too abruptly to do it.

        :returns: how many had left their folder
        """
        folders = list((self._base / "tmp").glob("pymp-*"))
        for folder in folders:
            shutil.rmtree(folder)
        return len(folders)

    @property
    def version(self) -> Version:
        """The version of the interpreter that runs the programs, such as (3, 13, 0)."""
        return self.settings.version

    def elsewhere(self, name: str) -> None:
        """Say that a record is for other versions or systems, and cannot be compared here.

        Where a minor version decides, the record's name says it (see `versions`).
        """
        file = self.source / name
        if not file.is_file():
            raise Failure(f"there is no {file}")
        self.foreign.append(file)

    def wait_for(self, look: Callable[[], T | None], awaited: str) -> T:
        """Read the programs' output until something is there.

        :param look: returns what it found, None for not yet
        :param awaited: what that is, for the message when it does not come
        :raises DeadlineExceeded: when the scenario's deadline passes first
        """
        while True:
            pieces = self._pieces
            if (found := look()) is not None:
                return found
            seconds = min(_TICK, self.seconds_left(f"waiting for {awaited}"))
            if self._read_aside:
                with self._reads:
                    self._reads.wait_for(lambda: self._pieces != pieces, seconds)  # noqa: B023 - within this round
            else:
                self._read(seconds)

    def seconds_left(self, occupation: str) -> float:
        """Return how long the scenario may still take, for tests that do much between waiting.

        :param occupation: what it does, for the message when there is no time left
        :raises DeadlineExceeded: when the scenario's deadline has passed
        :raises Stopped: when the whole run is being stopped
        """
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise DeadlineExceeded(
                f"the deadline of {self.settings.seconds:g} s passed {occupation}"
            )
        if self.settings.stop.is_set():
            raise Stopped(f"stopped while {occupation}")
        return left

    def read_all(self) -> None:
        """Read all output that is there now."""
        while self._read(0):
            pass

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read all output as it comes while something else keeps the test busy.

        A program waits when nobody reads what it prints.
        """
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                self._read(_TICK)

        with ThreadPoolExecutor(1, "reader") as pool:
            self._read_aside = True
            reader = pool.submit(read)
            try:
                yield
            finally:
                done.set()
                self._read_aside = False
                reader.result()

    def hear_out(self, program: Program) -> None:
        """Read the last words of a program that has ended; a child of it may never end them."""
        until = time.monotonic() + leftovers.ENDING_SECONDS
        while not program.silent and time.monotonic() < until:
            self._read(_TICK)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with ExitStack() as finally_:
            finally_.callback(shutil.rmtree, self._base, ignore_errors=True)
            finally_.callback(self._release)
            finally_.callback(self._describe)
            if error is None:
                self._check_programs()
                self._nothing_left()
                self._match_records()

    def _describe(self) -> None:
        """Note what each program did, and whether it still does."""
        with suppress(Failure):
            self.read_all()
        for program in self.programs:
            code = program.exit_code
            state = "still running" if code is None else f"exit code {code}"
            text = render(program.events, program.pid, Normaliser(set()))
            self.report.append((f"{program.name} (pid {program.pid}, {state})", text))

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            # PYTHON*: a program must not depend on the settings of whoever runs the tests.
            if not name.startswith("PYTHON") and name not in {"COLUMNS", "LINES", "FORCE_COLOR"}
        }
        temporary = str(self._base / "tmp")
        return kept | {
            "HOME": str(self._base / "home"),
            "NO_COLOR": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(INJECTED),
            "PYTHONUTF8": "1",
            "PYTHON_COLORS": "0",
            "SNIPPET_BASE": str(self._base),
            "SNIPPET_START_METHOD": self.settings.start_method or "",
            "TEMP": temporary,
            "TMP": temporary,
            "TMPDIR": temporary,
            leftovers.MARK: self._mark,
        }

    def _read(self, seconds: float) -> bool:
        """Read once from each stream that has something within some seconds."""
        if not self._selector.get_map():
            if seconds:
                # All streams are at their end; only a program's exit can still be awaited.
                self.settings.stop.wait(seconds)
            return False
        if seconds:
            self._selector.select(seconds)  # not within the lock, where nobody else got it
        with self._reads:
            ready = self._selector.select(0)
            for key, _ in ready:
                program, stream = key.data
                program.read(stream, self._selector)
            self._pieces += len(ready)
            self._reads.notify_all()
        return bool(ready)

    def _check_programs(self) -> None:
        for program in self.programs:
            if unclosed := _UNCLOSED.search(text_of(program.events, "err")):
                raise Failure(f"{program.name} left open what it should close: {unclosed[1]}")
        for program in self.programs:
            if not program.ended_as_told:
                raise Failure(f"the test does not say how {program.name} ends: wait or interrupt")
        for program in self.programs:
            text = text_of(program.events, "err")
            if text and not program.stderr_looked_at:
                last = text.splitlines()[-1]
                raise Failure(
                    f"{program.name} wrote on stderr, which no test looked at; it ends: {last}"
                )

    def _nothing_left(self) -> None:
        names = {program.pid: program.name for program in self.programs}
        left = [
            f"{names.get(leftovers.session(process), 'a program')} left a process running: "
            + leftovers.describe(process)
            for process in leftovers.wait_until_gone(self._living())
        ]
        for place in ("tmp", "home"):
            left += [f"left in {place}: {file.name}" for file in (self._base / place).iterdir()]
        left += [
            f"left outside its folder: {name}"
            for name in dict.fromkeys(leftovers.noted(self._base, "written-outside"))
            if Path(name).exists()
        ]
        left += [f"left in shared memory: {entry}" for entry in leftovers.shared_memory(self._base)]
        if left:
            raise Failure("; ".join(left))

    def _match_records(self) -> None:
        recorded = [
            (program, program.record) for program in self.programs if program.record is not None
        ]
        readings: Iterator[Bindings] = iter([{}])
        for program, file in recorded:
            readings = _continue(readings, _text(file), program)
        if next(readings, None) is not None:
            return
        pids = {int(pid) for pid in leftovers.noted(self._base, "pids")}
        pids |= {event.pid for program in self.programs for event in program.events}
        normaliser = Normaliser(pids | {os.getpid()})
        shown = [
            (file, render(program.events, program.pid, normaliser)) for program, file in recorded
        ]
        if self.settings.rewrite_records:
            for file, text in shown:
                part = file.with_name(f".{file.name}")
                part.write_text(text, encoding="utf-8")
                part.replace(file)  # wholly or, whatever happens, not at all
            return
        raise Failure(
            "the output is not what the record says; after checking it, `nox -s record` "
            "writes it anew\n"
            + "\n".join(difference(_text(file), text, file.name) for file, text in shown)
        )

    def _living(self) -> list[psutil.Process]:
        return leftovers.living(self._mark, self._base, self._leaders())

    def _leaders(self) -> list[int]:
        """List the pids of the programs that are still theirs."""
        return [program.pid for program in self.programs if not program.pid_is_reused]

    def _release(self) -> None:
        """Kill what still runs, read the last words, let go of everything."""
        leftovers.kill(self._mark, self._base, self._leaders)
        for entry in leftovers.shared_memory(self._base):
            entry.unlink(missing_ok=True)
        with suppress(Failure):
            self.read_all()
        for program in self.programs:
            program.close()
        self._selector.close()


def _text(record: Path) -> str:
    return record.read_text(encoding="utf-8") if record.exists() else ""


def _continue(readings: Iterator[Bindings], recorded: str, program: Program) -> Iterator[Bindings]:
    for known in readings:
        yield from match(recorded, program.events, program.pid, known, ordered=program.ordered)
