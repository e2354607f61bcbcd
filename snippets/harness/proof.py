"""What the evidence of runs says about the files as they are now.

Evidence of several interpreters and machines is one view. A test whose files have changed since,
its own module among them, says nothing about those of now, and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from harness import evidence, versions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.evidence import Python, Result, Run


@dataclass(frozen=True)
class Place:
    """Where a file was proven: an interpreter on a system, and the start methods."""

    python: Python
    system: str
    methods: frozenset[str]


@dataclass(frozen=True)
class Session:
    """What a passing test started, for a reader to do the same."""

    commands: tuple[tuple[int, tuple[str, ...]], ...]
    """in order: the terminal, from 1, and the program with its arguments"""
    records: frozenset[str]
    """the recorded outputs that this gave, by their path in the repository"""

    @property
    def programs(self) -> set[str]:
        """The files that were started."""
        return {command[0] for _, command in self.commands}


class Proof:
    """What runs have proven of the files as they are now.

    :param runs: any number of them
    :param root: the root of the repository
    """

    def __init__(self, runs: Iterable[Run], root: Path) -> None:
        runs = list(runs)
        now = {name: evidence.digest(root / name) for run in runs for name in run.files}
        newest: dict[tuple[Python, str, str], Run] = {}
        for run in sorted(runs, key=lambda run: run.date):
            newest[run.python, run.system.name, run.system.machine] = run
        self.runs = sorted(
            (_current(run, now) for run in newest.values()),
            key=lambda run: (run.system.name, run.python.order, run.system.machine),
        )
        """The newest of each interpreter and machine, with the tests that still hold."""

    @classmethod
    def read(cls, folder: Path, root: Path) -> Proof:
        """Read all evidence in a folder, and in those below it.

        :raises EvidenceError: when a file does not follow the schema
        """
        return cls(map(evidence.read, evidence.files(folder)), root)

    def proven(self, file: str) -> list[Place]:
        """List where passing tests have used a file; nothing when any test of it has failed."""
        uses = self._uses.get(file, [])
        if any(result.outcome == "failed" for _, result in uses):
            return []
        methods: dict[tuple[Python, str], set[str]] = {}
        for run, result in uses:
            if result.outcome == "passed":
                place = methods.setdefault((run.python, run.system.name), set())
                place |= {result.start_method} if result.start_method else set()
        return [Place(*place, frozenset(found)) for place, found in methods.items()]

    def sessions(self, scenario: str) -> list[Session]:
        """List what to start to see a scenario's outputs, as its tests have done, in their order.

        :param scenario: its folder below snippets/, such as ``ch02_sockets/echo``
        """
        records: dict[tuple[tuple[int, tuple[str, ...]], ...], set[str]] = {}
        for run in reversed(self.runs):  # as with the newest Python, what others do too after it
            for result in run.tests:
                if result.scenario != scenario or result.outcome != "passed":
                    continue
                programs = [it for it in result.started if it.command[0].endswith(".py")]
                commands = tuple((it.terminal, tuple(it.command)) for it in programs)
                if commands:
                    found = records.setdefault(commands, set())
                    found |= {it.record for it in programs if it.record}
        return [Session(commands, frozenset(found)) for commands, found in records.items()]

    def lacking(self, file: str, supported: Iterable[str]) -> list[str]:
        """Say what is lacking until a file is proven on versions of Python, as "3.11", "3.12".

        A version may be without a run of it where the file is a record for others, or where the
        tests that use it were skipped, which they are for a reason.
        """
        if failed := [
            f"failed on {run.python.label}: {result.id}"
            for run, result in self._uses.get(file, [])
            if result.outcome == "failed"
        ]:
            return failed
        proven = {place.python.label for place in self.proven(file)}
        missing = [
            version
            for version in supported
            if version not in proven and not self._excused(file, version)
        ]
        return [f"no run of it as it is now on {', '.join(missing)}"] if missing else []

    def _excused(self, file: str, version: str) -> bool:
        """Tell whether a version has a reason not to run a file."""
        if not versions.fits(Path(file), versions.parse(version)):
            return True
        using = {result.id for _, result in self._uses.get(file, [])}
        return any(
            file in result.foreign
            or (result.outcome == "skipped" and result.id in using)
            # Of a test that was skipped wherever it is known, nobody knows what it would use.
            or (result.outcome == "skipped" and result.id not in self._tried)
            for run in self.runs
            if run.python.label == version
            for result in run.tests
            if file.startswith(f"snippets/{result.scenario}/")
        )

    @cached_property
    def _uses(self) -> dict[str, list[tuple[Run, Result]]]:
        uses = defaultdict(list)
        for run in self.runs:
            for result in run.tests:
                for file in result.files:
                    uses[file].append((run, result))
        return dict(uses)

    @cached_property
    def _tried(self) -> set[str]:
        """The tests that were not skipped everywhere."""
        return {
            result.id for run in self.runs for result in run.tests if result.outcome != "skipped"
        }


def _current(run: Run, now: dict[str, str | None]) -> Run:
    """Leave out tests that used other bytes than those of now."""
    fresh = {name for name, sha in run.files.items() if now[name] == sha}
    return replace(run, tests=[test for test in run.tests if fresh.issuperset(test.files)])
