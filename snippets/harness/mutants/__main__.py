"""Damage every program in every way that fits it, and see whether its tests notice."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from harness.mutants.equivalent import Equivalents, ListError
from harness.mutants.transformations import TRANSFORMATIONS, Mutant, mutants, name_of
from harness.mutants.trial import Tree, TrialError, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from harness.evidence import Result

ROOT = Path(__file__).resolve().parents[3]

NOT_TRIED = Verdict("not tried", "", 0)

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
        verdicts = _try_all(others, root, asked)
    except (ListError, TrialError) as error:
        print(f"mutants: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("mutants: stopped", file=sys.stderr)
        return 130
    print("\n".join(_summary(verdicts, same)))
    print(f"{len(verdicts)} mutants in {time.monotonic() - began:.0f} s")
    return int(any(verdict.outcome == "survived" for verdict in verdicts.values()))


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


def _try_all(chosen: list[Mutant], root: Path, asked: argparse.Namespace) -> Tried:
    """Try mutants side by side; those of one scenario one after another, for they share a port."""
    scenarios: dict[str, list[Mutant]] = {}
    for mutant in chosen:
        scenarios.setdefault(Path(mutant.program).parent.as_posix(), []).append(mutant)
    stop = threading.Event()
    own = threading.local()

    def try_scenario(base: Path, scenario: str) -> Tried:
        if not hasattr(own, "tree"):
            own.tree = Tree(
                root, base / threading.current_thread().name, asked.snippet_python, stop
            )
        results = own.tree.baseline(scenario)
        verdicts = {}
        for mutant in scenarios[scenario]:
            tests = tests_of(mutant.program, results)
            verdicts[mutant] = own.tree.try_out(mutant, tests) if tests else NOT_TRIED
            print(f"{verdicts[mutant]}: {mutant}", flush=True)
        return verdicts

    verdicts: Tried = {}
    with TemporaryDirectory(prefix="mutants-") as base:
        pool = ThreadPoolExecutor(asked.jobs)
        # The most first: then no long one is left alone at the end.
        most = sorted(scenarios, key=lambda scenario: -len(scenarios[scenario]))
        try:
            tried = [pool.submit(try_scenario, Path(base), scenario) for scenario in most]
            for done in as_completed(tried):
                verdicts |= done.result()
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
    return verdicts


def tests_of(program: str, results: list[Result]) -> list[Result]:
    """Return the tests that may notice what a program does; none if all are skipped here.

    :param program: its path in the repository
    :param results: those of its scenario
    """
    passed = [result for result in results if result.outcome == "passed"]
    using = [result for result in passed if program in result.files]
    return using or (passed if len(passed) == len(results) else [])


def _summary(verdicts: Tried, same: list[Mutant]) -> list[str]:
    """List the survivors; count by transformation; say what was left out."""
    lines = [
        f"{verdict.outcome}: {mutant}"
        for mutant, verdict in verdicts.items()
        if verdict.outcome == "survived"
    ]
    lines.append(f"{'transformation':24}{'killed':>8}{'hung':>8}{'survived':>10}{'equivalent':>12}")
    equal = Counter(mutant.transformation for mutant in same)
    for name in map(name_of, TRANSFORMATIONS):
        count = Counter(v.outcome for m, v in verdicts.items() if m.transformation == name)
        if count or equal[name]:
            lines.append(
                f"{name:24}{count['killed']:8}{count['hung']:8}{count['survived']:10}{equal[name]:12}"
            )
    untried = [mutant for mutant, verdict in verdicts.items() if verdict.outcome == "not tried"]
    if untried:
        lines.append(f"not tried, for their tests are skipped on this Python: {len(untried)}, of")
        lines += sorted({f"  {mutant.program}" for mutant in untried})
    return lines


if __name__ == "__main__":
    # `kill` ends it as tidily as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main())
