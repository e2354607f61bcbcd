"""Damage every program in every way that fits it, and see whether its tests notice."""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
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
    parser.add_argument(
        "--newer-python",
        default=newest_python(),
        help="the one for programs whose tests that one is too old for (here: %(default)s)",
    )
    return parser


def newest_python() -> str | None:
    """Find the newest Python that is here by its own name, such as ``python3.14``.

    :returns: its path; None when there is none
    """
    found = [
        (int(named[1]), str(file))
        for folder in map(Path, os.get_exec_path())
        for file in folder.glob("python3.*")
        if (named := re.fullmatch(r"python3\.(\d+)(\.exe)?", file.name))
    ]
    # A name need not mean that it runs: where pyenv has a version, it may not be in use.
    newest_first = sorted(found, key=lambda it: -it[0])
    return next((python for _, python in newest_first if _runs(python)), None)


def _runs(python: str) -> bool:
    command = [python, "-c", ""]
    return not subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603 - what the path leads to


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
            own.tree = Tree(root, base / threading.current_thread().name, stop)
        results = {asked.snippet_python: own.tree.baseline(scenario, asked.snippet_python)}
        programs = {mutant.program for mutant in scenarios[scenario]}
        first = results[asked.snippet_python]
        if asked.newer_python and not all(tests_of(program, first) for program in programs):
            print(f"{scenario}: tests that are skipped run on {asked.newer_python}", flush=True)
            results[asked.newer_python] = own.tree.baseline(scenario, asked.newer_python)
        verdicts = {}
        for mutant in scenarios[scenario]:
            for python, those in results.items():
                if tests := tests_of(mutant.program, those):
                    verdicts[mutant] = own.tree.try_out(mutant, tests, python)
                    break
            else:
                verdicts[mutant] = Verdict("not tried", why_skipped(those), 0)
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


def why_skipped(results: list[Result]) -> str:
    """Tell why tests of a scenario were skipped."""
    return "; ".join(dict.fromkeys(it.reason for it in results if it.outcome == "skipped"))


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
    untried = [it for it in verdicts.items() if it[1].outcome == "not tried"]
    if untried:
        lines.append(f"not tried, for their tests are skipped here: {len(untried)}, of")
        lines += sorted({f"  {mutant.program}: {verdict.why}" for mutant, verdict in untried})
    return lines


if __name__ == "__main__":
    # `kill` ends it as tidily as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main())
