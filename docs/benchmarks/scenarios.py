"""All programs of the tutorial at once, on this interpreter."""

import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks.commands import seconds
from benchmarks.record import Scenarios
from harness import evidence
from harness.evidence import Run

COMMAND = [sys.executable, "-m", "pytest", "snippets", "--ignore=snippets/harness", "--quiet"]


def measure() -> tuple[Scenarios, float]:
    """Run all, and return what that took, and what the whole command did, with its start.

    :raises MeasureError: when a test fails: what fails sooner is no quicker
    """
    with tempfile.TemporaryDirectory() as folder:
        whole = seconds([*COMMAND, f"--evidence={folder}"])
        (file,) = Path(folder).glob("*.json")
        return of_run(evidence.read(file)), whole


def of_run(run: Run) -> Scenarios:
    """Read from the evidence of a run how long all, and the longest, took.

    :param run: of all scenarios
    """
    folders: dict[str, float] = defaultdict(float)
    for test in run.tests:
        folders[test.scenario] += test.seconds
    return Scenarios(len(folders), run.seconds, max(folders.values()), sum(folders.values()))
