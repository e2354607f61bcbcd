"""Try a mutant: put it into a copy of the tree, and run the tests that use the program."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from harness import evidence

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence
    from pathlib import Path

    from harness.evidence import Result
    from harness.mutants.transformations import Mutant

STATIC = "docs/tests/test_snippet_sources.py"
"""What every program has to keep to: asked when its own tests notice nothing."""

SEEN_AT_ONCE = {"all-interfaces", "plain-comparison", "send-for-sendall"}
"""Transformations that `STATIC` is asked about first."""

LEAST_SECONDS = 12.0
"""A test may take so long, and `SLOWER` times what it takes with the program as it is."""

SLOWER = 4

PATIENCE_SECONDS = 900.0
"""No run of pytest takes so long, even when it has to wait for another one's turn."""

ENDING_SECONDS = 60.0
"""Nor does it need so long to end on Ctrl-C, unless a test hangs in a call without an end."""

_FAILED = re.compile(r"^FAILED:? (\S.*?)(?: - (.*))?$", re.MULTILINE)
_ALL_PASSED, _FAILED_TESTS = 0, 1


class TrialError(Exception):
    """A mutant could not be tried; the message says why."""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant.

    :param outcome: ``"killed"``, ``"hung"`` when a deadline killed it, ``"survived"``, or
        ``"not tried"``
    :param why: the test that killed it, by its node id, or why it was not tried, or ""
    :param seconds: how long that took
    """

    outcome: str
    why: str
    seconds: float

    def __str__(self) -> str:
        why = f" ({self.why.partition('::')[2] or self.why})" if self.why else ""
        return f"{self.outcome} in {self.seconds:.1f} s{why}"


class Tree:
    """A copy of the files of a repository, in which mutants are tried one after another.

    :param root: the repository; what git ignores is not copied
    :param copy: the folder of the copy
    :param stop: set when the whole run shall end now
    """

    def __init__(self, root: Path, copy: Path, stop: threading.Event) -> None:
        self._copy = copy
        self._stop = stop
        files = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
            cwd=root,
            check=True,
            capture_output=True,
            text=True,
        )
        for name in filter(None, files.stdout.split("\0")):
            if (root / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(root / name, copy / name)

    def baseline(self, scenario: str, python: str) -> list[Result]:
        """Run the tests of a scenario with its programs as they are.

        :param scenario: its path in the repository
        :param python: the interpreter for the programs
        :returns: how each test ended: passed, or skipped
        :raises TrialError: when one fails: it would fail with every mutant
        """
        folder = self._copy / "build/baseline"
        options = ["--partial", f"--evidence={folder}", f"--snippet-python={python}"]
        if failure := self._failure(*options, scenario):
            raise TrialError(f"{scenario} fails as it is: {failure[0]}: {failure[1]}")
        (file,) = folder.iterdir()
        results = evidence.read(file).tests
        file.unlink()
        return results

    def try_out(self, mutant: Mutant, tests: Sequence[Result], python: str) -> Verdict:
        """Put a mutant into the copy for as long as the tests of its program take.

        :param tests: those that use its program, and pass; the quickest run first
        :param python: the interpreter for the programs
        :raises TrialError: when pytest fails for another reason than the mutant
        """
        program = self._copy / mutant.program
        before = program.read_bytes()
        program.write_text(mutant.text, encoding="utf-8")
        began = time.monotonic()
        try:
            quickest = sorted(tests, key=lambda test: test.seconds)
            limit = max(LEAST_SECONDS, SLOWER * quickest[-1].seconds)
            options = [f"--longest={limit:g}", f"--snippet-python={python}"]
            stages = [[*options, *(test.id for test in quickest)], ["--noconftest", STATIC]]
            if mutant.transformation in SEEN_AT_ONCE:
                stages.reverse()
            killer = self._failure(*stages[0]) or self._failure(*stages[1])
        finally:
            program.write_bytes(before)
        seconds = time.monotonic() - began
        if not killer:
            return Verdict("survived", "", seconds)
        test, message = killer
        return Verdict("hung" if "deadline" in message else "killed", test, seconds)

    def _failure(self, *arguments: str) -> tuple[str, str] | None:
        """Run pytest until a test fails; return its name and its message."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-rf", "--tb=no"]
        command += ["-p", "no:cacheprovider", *arguments]
        pytest = subprocess.Popen(  # noqa: S603 - our own words
            command,
            cwd=self._copy,
            env=os.environ | {"COLUMNS": "2000", "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Ctrl-C reaches it through `_stop` only: once.
            start_new_session=True,
        )
        try:
            output = self._output_of(pytest)
        except TimeoutError as error:
            return "no test came to its end", str(error)
        if pytest.returncode == _ALL_PASSED:
            return None
        found = _FAILED.search(output)
        if pytest.returncode != _FAILED_TESTS or not found:
            tail = "\n".join(output.splitlines()[-20:])
            raise TrialError(f"{' '.join(command)}\nexit code {pytest.returncode}:\n{tail}")
        return found[1], found[2] or ""

    def _output_of(self, process: subprocess.Popen[str]) -> str:
        """Wait until pytest has ended.

        :raises TrialError: when the whole run is being stopped
        :raises TimeoutError: when pytest does not end: a test hangs in a call of its own
        """
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            with suppress(subprocess.TimeoutExpired):
                return process.communicate(timeout=0.5)[0]
            if self._stop.is_set() or time.monotonic() > until:
                # As Ctrl-C does: pytest ends the programs before it ends itself.
                _end(process, signal.SIGINT)
                try:
                    process.communicate(timeout=ENDING_SECONDS)
                except subprocess.TimeoutExpired:
                    _end(process, signal.SIGKILL)
                    process.communicate()
                if self._stop.is_set():
                    raise TrialError("stopped")
                raise TimeoutError(f"the deadline of {PATIENCE_SECONDS:g} s passed")


def _end(process: subprocess.Popen[str], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
