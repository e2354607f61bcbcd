"""The site being built: ours from nothing, plain, with many more pages, and after a change."""

import os
import sys
from pathlib import Path

from benchmarks import plain
from benchmarks.commands import seconds
from benchmarks.copies import copy, multiply
from benchmarks.record import TIMES, Builds

PAGE = "ch06-queues/pipe.md"
"""The page that is changed: one of the middle, long enough to be an average one."""


def measure(scratch: Path, evidence: Path | None) -> Builds:
    """Build copies of the site.

    :param scratch: a folder for them
    :param evidence: what the pages say of runs
    :raises MeasureError: when one cannot be built
    """
    root, many = copy(scratch / "one"), copy(scratch / "many")
    pages = sum(1 for _ in plain.pages(root / "docs"))
    both = _build(root, evidence)
    with (root / "docs" / PAGE).open("a", encoding="utf-8") as page:
        page.write("\n多写一句。\n")
    changed = _build(root, evidence)
    return Builds(
        pages=pages,
        many_pages=multiply(many / "docs", TIMES),
        plain=_build_plain(root, scratch / "plain"),
        both=both,
        many_plain=_build_plain(many, scratch / "many-plain"),
        many=_build(many, evidence),
        changed=changed,
    )


def _build(root: Path, evidence: Path | None) -> float:
    command = [sys.executable, "docs/build.py", "--out=build/site"]
    command += [f"--evidence={evidence.resolve()}"] if evidence else []
    return seconds(command, cwd=root)


def _build_plain(root: Path, out: Path) -> float:
    plain.prepare(root, out / "docs")
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "docs", "html"]
    return seconds(command, cwd=out, env={**os.environ, "NO_COLOR": "1"})
