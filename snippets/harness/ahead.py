"""Run all scenarios side by side, ahead of the tests that report on them.

Scenarios mostly wait. All start in a pool as soon as pytest has collected them, the longest first;
each test then only waits for its own result. Where a folder's programs have a port, its tests
take turns, also with other runs on the machine, in this checkout or another.
"""

from __future__ import annotations

import operator
import os
import re
import threading
import time
from collections import defaultdict
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

import filelock
import pytest

from harness.evidence import digest
from harness.program import Failure
from harness.scenario import DeadlineExceeded, Scenario, Settings
from harness.wreckage import cache_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

WORKERS = min(32, 4 * (os.cpu_count() or 1))
"""Scenarios that run at once; more would make each other late."""

_TEACHING_PORT = re.compile(r"\b9[1-9]\d\d\b")
"""What looks like a port of the programs; a test holds them to these numbers."""

HIDDEN = operator.methodcaller("errisinstance", Failure)
"""For ``__tracebackhide__``: a failure of a program is not in the harness."""

PATIENCE = 2
"""Tests of a folder that may run into their deadlines before the others there are given up."""

TURN_SECONDS = 600.0
"""Waiting longer for another run's turn of a folder means that it hangs."""

DEFAULT_DEADLINE = 30.0
"""Seconds a scenario may take: many times what the longest needs, on a machine under load."""


@dataclass
class Job:
    """A test that runs ahead.

    :param seconds: how long it took
    :param files: its module, and the programs and records it used
    :param foreign: the records it named that are for other versions or systems
    :param started: for each program it started: file and arguments, terminal, record
    :param report: what its programs did, when it failed
    :param changed: whether some of these files were other ones when the run began
    """

    item: pytest.Function
    seconds: float = 0.0
    files: list[Path] = field(default_factory=list)
    foreign: list[Path] = field(default_factory=list)
    started: list[tuple[list[str], int, Path | None]] = field(default_factory=list)
    report: list[tuple[str, str]] = field(default_factory=list)
    changed: bool = False
    result: Future[None] = field(default_factory=Future)

    def outcome(self) -> tuple[str, str]:
        """Wait until it has run; return ``passed``, ``failed`` or ``skipped``, and why."""
        try:
            error = self.result.exception()
        except CancelledError:
            return "failed", "the run was stopped before this test"
        if error is None:
            return "passed", ""
        return ("skipped" if isinstance(error, pytest.skip.Exception) else "failed"), str(error)


@dataclass
class Late:
    """How many tests of a folder have run into their deadlines."""

    tests: int = 0

    def give_up(self) -> None:
        """Fail when they are enough to tell that the others will too."""
        if self.tests >= PATIENCE:
            raise Failure(f"not run: {self.tests} tests of its folder ran into their deadlines")


class Ahead:
    """Runs tests in a pool of threads.

    :param items: the tests to run, all of them scenarios
    :param settings: how their programs run
    :param expected: seconds a folder is expected to take, by its path
    """

    def __init__(
        self, items: Sequence[pytest.Function], settings: Settings, expected: dict[str, float]
    ) -> None:
        self.jobs = {item.nodeid: Job(item, files=[item.path]) for item in items}
        self.began = time.monotonic()
        self.ended = self.began
        self._settings = settings
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(WORKERS, "scenario")
        self.folders: dict[Path, list[Job]] = defaultdict(list)
        for job in self.jobs.values():
            self.folders[job.item.path.parent].append(job)
        self.digests = {file: digest(file) for folder in self.folders for file in folder.iterdir()}
        """The sha256 of each file when the run began."""
        # One that has not run here yet: about a second for each of its tests.
        guess = {str(folder): float(len(jobs)) for folder, jobs in self.folders.items()}
        expected = guess | expected
        for folder in sorted(self.folders, key=lambda path: -expected[str(path)]):
            jobs = self.folders[folder]
            if has_port(folder):
                self._pool.submit(self._take_turns, jobs)
            else:
                late = Late()
                for job in jobs:
                    self._pool.submit(self._run_job, job, late)

    def stop(self) -> None:
        """End all at once: what runs is killed, what waits does not start."""
        self._settings.stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for job in self.jobs.values():
            job.result.cancel()

    def wait(self, nodeid: str) -> None:
        """Wait until a test has run, and raise what it raised."""
        __tracebackhide__ = HIDDEN
        job = self.jobs[nodeid]
        try:
            job.result.result()
        except CancelledError:
            raise _message("the run was stopped before this test") from None
        except Failure as error:
            # Its message says all; of the way there only the test's own lines matter.
            if trace := _only_lines_of(job.item.path, error.__traceback__):
                raise error.with_traceback(trace) from None
            raise _message(str(error)) from None

    def slowest(self) -> list[tuple[float, Path]]:
        """List the folders and the seconds each took, the slowest first."""
        return sorted(
            ((sum(job.seconds for job in jobs), path) for path, jobs in self.folders.items()),
            reverse=True,
        )

    def _take_turns(self, jobs: list[Job]) -> None:
        item = jobs[0].item
        folder = item.path.parent.relative_to(item.config.rootpath)
        late = Late()
        try:
            with turn(folder.as_posix().replace("/", "-"), self._settings.stop):
                for job in jobs:
                    self._run_job(job, late)
        except filelock.Timeout:
            message = f"another run had {folder} for {TURN_SECONDS:g} s: is it still alive?"
            for job in jobs:
                job.result.set_exception(Failure(message))

    def _run_job(self, job: Job, late: Late) -> None:
        if self._settings.stop.is_set() or not job.result.set_running_or_notify_cancel():
            return
        began = time.monotonic()
        error = None
        try:
            late.give_up()
            self._run(job)
        except BaseException as caught:  # noqa: BLE001 - pytest's own outcomes are among them
            late.tests += isinstance(caught, DeadlineExceeded)
            error = caught
        ended = time.monotonic()
        with self._lock:
            self.ended = max(self.ended, ended)
        job.seconds = ended - began
        # Last: whoever waits for the result reads the rest.
        if error:
            job.result.set_exception(error)
        else:
            job.result.set_result(None)

    def _run(self, job: Job) -> None:
        arguments = parameters(job.item)
        deadline = job.item.get_closest_marker("deadline")
        settings = replace(
            self._settings,
            start_method=arguments.get("start_method"),
            seconds=min(deadline.args[0] if deadline else DEFAULT_DEADLINE, self._settings.seconds),
        )
        scenario = Scenario(job.item.path.parent, settings)
        try:
            with scenario:
                job.item.obj(run=scenario, **arguments)
        except BaseException:
            job.report = scenario.report
            raise
        finally:
            job.files += scenario.files
            job.foreign = scenario.foreign
            job.started = [(command, at, it.record) for it, command, at in scenario.started]
            job.changed = any(digest(file) != self.digests.get(file) for file in job.files)


def _message(text: str) -> BaseException:
    return pytest.fail.Exception(text, pytrace=False)


def _only_lines_of(path: Path, trace: TracebackType | None) -> TracebackType | None:
    if trace is None:
        return None
    rest = _only_lines_of(path, trace.tb_next)
    if trace.tb_frame.f_code.co_filename == str(path):
        return TracebackType(rest, trace.tb_frame, trace.tb_lasti, trace.tb_lineno)
    return rest


def has_port(folder: Path) -> bool:
    """Tell whether programs of a folder may have a port, which only one test at a time can use."""
    programs = [*folder.glob("*.py"), *folder.glob("*.pycon")]
    return any(_TEACHING_PORT.search(path.read_text(encoding="utf-8")) for path in programs)


def turn(name: str, stop: threading.Event) -> AbstractContextManager[object]:
    """Wait for a folder's turn among all runs of this user; hold it in a ``with`` block.

    :param name: the folder, the same in every checkout: so is its teaching port
    :param stop: set when nobody needs the turn any more
    :raises filelock.Timeout: when another run does not let go
    """
    lock = filelock.FileLock(cache_folder("locks") / name, thread_local=False)
    return lock.acquire(TURN_SECONDS, cancel_check=stop.is_set)


def unsupported_arguments(item: pytest.Function) -> set[str]:
    """Find arguments that a test running ahead cannot be given: all fixtures but ``run``."""
    arguments = item._fixtureinfo.argnames  # noqa: SLF001 - pytest has no public way
    return set(arguments) - {"run"} - set(parameters(item))


def parameters(item: pytest.Function) -> dict[str, Any]:
    """Return the parameters a test runs with."""
    return dict(item.callspec.params) if hasattr(item, "callspec") else {}
