"""Measure how fast all of this is: ``python docs/bench.py``.

What was measured is printed, as ratios, and a whole run is kept as ``bench.json`` beside the
evidence, for the page with all runs. With ``--only`` some measures are taken, and nothing is kept.
"""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from build import BUILD

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "snippets"))

from benchmarks import builds, pages, record, scenarios, tests, tools
from benchmarks.commands import ROOT, MeasureError
from benchmarks.record import Bench, Page, Ratio, Search
from harness import evidence

MEASURES = ("scenarios", "builds", "tools", "pages")
_NAMES = {
    "scenarios": "all programs at once / the longest",
    "in_turn": "one after another / the longest",
    "cold": "both languages / plain Sphinx, one language",
    "many": "the same with {times} times the pages",
    "growth": "{times} times the pages / these pages",
    "changed": "after a change of one page / from nothing",
    "ours": "{snippets} snippets of 1 s / one",
    "tools": "the same",
}


def main() -> None:
    """Measure what the command line says; exit with 1, and say why, where something fails."""
    parser = argparse.ArgumentParser(description="Measure how fast all of this is.")
    parser.add_argument("--only", action="append", choices=MEASURES, help="default: all")
    parser.add_argument("--tests", action="store_true", help="run all tests, for their time")
    parser.add_argument("--site", type=Path, default=BUILD / "site", help="default: build/site")
    parser.add_argument(
        "--evidence", type=Path, default=BUILD / "evidence", help="default: build/evidence"
    )
    arguments = parser.parse_args()
    # Ends like Ctrl-C does, so that servers, browsers and temporary files go too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))
    only = arguments.only or MEASURES
    try:
        with tempfile.TemporaryDirectory(prefix="run-first-bench-") as scratch:
            if set(only) == set(MEASURES):
                found = measure(Path(scratch), arguments.site, arguments.evidence, arguments.tests)
                print(f"\nkept: {record.write(found, arguments.evidence)}")
            else:
                _measure_some(only, Path(scratch), arguments.site, arguments.evidence)
    except MeasureError as error:
        sys.exit(f"\nNot measured: {error}")


def measure(scratch: Path, site: Path, proven: Path, with_tests: bool) -> Bench:  # noqa: FBT001 - from the command line
    """Take all measures, one after another; print each.

    :param scratch: a folder for copies
    :param site: the folder of the built site
    :param proven: the folder of the evidence
    :param with_tests: whether to run all tests too
    :raises MeasureError: when one fails
    """
    commit, dirty = evidence.describe_commit(ROOT, "snippets", "docs", "pyproject.toml")
    of_scenarios, whole = scenarios.measure()
    show(record.ratios_of_scenarios(of_scenarios))
    of_builds = builds.measure(scratch / "builds", proven if proven.is_dir() else None)
    show(record.ratios_of_builds(of_builds))
    of_tools = list(tools.measure(scratch / "tools"))
    show(record.ratios_of_tools(of_tools))
    of_tests = tests.measure(whole, proven) if with_tests else None
    if of_tests:
        print(f"all tests: {of_tests:.0f} s")
    of_pages, of_searches = pages.measure(site)
    show_pages(of_pages, of_searches)
    return Bench(
        python=evidence.describe_python(sys.executable),
        system=evidence.describe_system(),
        cores=os.cpu_count() or 1,
        commit=commit,
        dirty=dirty,
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        scenarios=of_scenarios,
        builds=of_builds,
        tools=of_tools,
        tests=of_tests,
        pages=of_pages,
        searches=of_searches,
    )


def _measure_some(only: Iterable[str], scratch: Path, site: Path, proven: Path) -> None:
    for name in only:
        if name == "scenarios":
            show(record.ratios_of_scenarios(scenarios.measure()[0]))
        elif name == "builds":
            measured = builds.measure(scratch / "builds", proven if proven.is_dir() else None)
            show(record.ratios_of_builds(measured))
        elif name == "tools":
            show(record.ratios_of_tools(list(tools.measure(scratch / "tools"))))
        else:
            show_pages(*pages.measure(site))


def show(ratios: Iterable[Ratio]) -> None:
    """Print ratios, a line each: what, how many, of what, and the goal."""
    for it in ratios:
        name = _NAMES[it.name].format(times=record.TIMES, snippets=record.SNIPPETS)
        name += f", {it.tool.name} {it.tool.version}".rstrip() if it.tool else ""
        goal = f"  goal {it.goal:g}{': MISSED' if it.missed else ''}" if it.goal else ""
        print(f"{it.value:8.2f}  {name} ({it.time:.2f} s / {it.over:.2f} s){goal}", flush=True)


def show_pages(found: Iterable[Page], searches: Iterable[Search]) -> None:
    """Print what pages and answers cost, a line each."""
    for page in found:
        print(f"{page.bytes:8}  bytes in {page.requests} requests: {page.path}")
    for it in searches:
        what = f"bytes in {it.requests} requests, {it.seconds * 1000:.0f} ms"
        print(f"{it.bytes:8}  {what}: the first answer of search, {it.language}")


if __name__ == "__main__":
    main()
