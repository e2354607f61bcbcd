"""Damage every program in every way that fits it, and see whether its tests notice."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING

from harness import evidence
from harness.mutants.equivalent import Equivalents, ListError
from harness.mutants.transformations import TRANSFORMATIONS, Mutant, mutants, name_of
from harness.mutants.trial import Tree, TrialError, Verdict
from harness.proof import Proof

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from harness.evidence import Result

ROOT = Path(__file__).resolve().parents[3]

Tried = dict[Mutant, Verdict]


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Try all mutants that were asked for.

    :param arguments: those of the command line
    :param root: the root of the repository
    :returns: the exit code: 1 when a mutant survived, 2 when none could be tried
    """
    parser = _parser()
    asked = parser.parse_args(arguments)
    began = time.monotonic()
    try:
        equivalents = Equivalents()
        everything = [mutant for program in _programs(root) for mutant in mutants(program, root)]
        equivalents.check(everything)
        chosen = [mutant for mutant in everything if _is_asked_for(mutant, asked)]
        if not chosen:
            parser.error(f"there is no mutant of {' '.join(asked.paths)}")
        same = [mutant for mutant in chosen if equivalents.reason(mutant)]
        others = [mutant for mutant in chosen if not equivalents.reason(mutant)]
        if asked.list:
            print(*others, sep="\n")
            return 0
        proven = Proven(asked.evidence, root, asked.snippet_python)
        work = {mutant: proven.tests(mutant.program) for mutant in others}
        verdicts = _try_all({m: tests for m, tests in work.items() if tests}, root, asked)
    except (ListError, evidence.EvidenceError, TrialError) as error:
        print(f"mutants: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("mutants: stopped", file=sys.stderr)
        return 130
    untried = [mutant for mutant, tests in work.items() if not tests]
    print("\n".join(_summary(verdicts, same, untried)))
    print(f"{len(verdicts)} mutants in {time.monotonic() - began:.0f} s")
    return int(any(verdict.outcome == "survived" for verdict in verdicts.values()))


class Proven:
    """Which tests notice what a program does: those that use it and pass.

    :param folder: where evidence lies
    :param root: the root of the repository
    :param python: the interpreter for the programs
    """

    def __init__(self, folder: Path, root: Path, python: str) -> None:
        self._label = evidence.describe_python(python).label
        self._folder = folder
        self._tests: dict[str, list[Result]] = {}
        for run in Proof.read(folder, root).runs:
            if run.python.label == self._label:
                for result in run.tests:
                    self._tests.setdefault(result.scenario, []).append(result)

    def tests(self, program: str) -> list[Result]:
        """Return the tests that use a program; none when they are skipped on this Python.

        :param program: its path in the repository
        :raises evidence.EvidenceError: when its scenario has not passed as it is now
        """
        scenario = Path(program).parent.relative_to("snippets").as_posix()
        results = self._tests.get(scenario, [])
        if not results or any(result.outcome == "failed" for result in results):
            raise evidence.EvidenceError(
                f"{self._folder}: {scenario} has not passed as it is now on {self._label}: "
                f"run `nox -s snippets-{self._label}` first"
            )
        passed = [result for result in results if result.outcome == "passed"]
        using = [result for result in passed if program in result.files]
        return using or (passed if len(passed) == len(results) else [])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nox -s mutants --", description=__doc__)
    parser.add_argument(
        "paths", nargs="*", default=[""], help="chapters, scenarios or programs, as ch05_locks/cost"
    )
    parser.add_argument(
        "--only",
        metavar="NAME",
        action="append",
        choices=[name_of(transform) for transform in TRANSFORMATIONS],
        help="only this transformation",
    )
    parser.add_argument("--list", action="store_true", help="only list the mutants")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many at once")
    parser.add_argument(
        "--evidence", type=Path, default=ROOT / "build/evidence", help="what has passed before"
    )
    parser.add_argument(
        "--snippet-python", default=sys.executable, help="the interpreter that runs the programs"
    )
    return parser


def _programs(root: Path) -> list[Path]:
    found = sorted(root.glob("snippets/ch[0-9][0-9]_*/*/*.py"))
    return [path for path in found if not path.name.startswith("test_")]


def _is_asked_for(mutant: Mutant, asked: argparse.Namespace) -> bool:
    program = mutant.program.removeprefix("snippets/")
    paths = [path.removeprefix("snippets/").rstrip("/") for path in asked.paths]
    fits = any(program == path or program.startswith(f"{path}/" if path else "") for path in paths)
    return fits and mutant.transformation in (asked.only or [mutant.transformation])


def _try_all(
    work: dict[Mutant, list[Result]], root: Path, asked: argparse.Namespace
) -> dict[Mutant, Verdict]:
    """Try mutants side by side; those of one scenario one after another, for they share a port."""
    folders: dict[Path, list[Mutant]] = {}
    for mutant in work:
        folders.setdefault(Path(mutant.program).parent, []).append(mutant)

    def seconds(mutants: Iterable[Mutant]) -> float:
        return sum(min(result.seconds for result in work[mutant]) for mutant in mutants)

    stop = threading.Event()
    own = threading.local()

    def try_folder(base: Path, mutants: list[Mutant]) -> Tried:
        if not hasattr(own, "tree"):
            own.tree = Tree(root, Path(tempfile.mkdtemp(dir=base)), asked.snippet_python, stop)
        return {mutant: own.tree.try_out(mutant, work[mutant]) for mutant in mutants}

    verdicts: Tried = {}
    base = Path(tempfile.mkdtemp(prefix="mutants-"))
    pool = ThreadPoolExecutor(asked.jobs)
    try:
        # The longest first: then nothing long is left at the end.
        longest = sorted(folders.values(), key=seconds, reverse=True)
        for done in as_completed([pool.submit(try_folder, base, mutants) for mutants in longest]):
            verdicts |= done.result()
            _report(done.result())
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)
        shutil.rmtree(base)
    return verdicts


def _report(verdicts: Tried) -> None:
    """Tell how the mutants of a scenario ended, each survivor with its place."""
    scenario = Path(next(iter(verdicts)).program).parent.relative_to("snippets")
    count = Counter(verdict.outcome for verdict in verdicts.values())
    outcomes = ", ".join(f"{count[outcome]} {outcome}" for outcome in sorted(count))
    print(f"{scenario}: {outcomes}, {sum(v.seconds for v in verdicts.values()):.0f} s")
    for mutant, verdict in verdicts.items():
        if verdict.outcome == "survived":
            print(f"  survived: {mutant}")
        if verdict.outcome == "hung":
            print(f"  hung: {mutant} ({verdict.test})")
    sys.stdout.flush()


def _summary(verdicts: Tried, same: list[Mutant], untried: list[Mutant]) -> list[str]:
    """Count by transformation; say what was left out."""
    lines = [f"{'transformation':24}{'killed':>8}{'hung':>8}{'survived':>10}{'equivalent':>12}"]
    equal = Counter(mutant.transformation for mutant in same)
    for name in map(name_of, TRANSFORMATIONS):
        count = Counter(v.outcome for m, v in verdicts.items() if m.transformation == name)
        if count or equal[name]:
            lines.append(
                f"{name:24}{count['killed']:8}{count['hung']:8}{count['survived']:10}{equal[name]:12}"
            )
    if untried:
        programs = sorted({mutant.program for mutant in untried})
        lines += [f"not tried, for their tests are skipped on this Python: {len(untried)}"]
        lines += [f"  {program}" for program in programs]
    return lines


if __name__ == "__main__":
    sys.exit(main())
