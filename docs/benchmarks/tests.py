"""All tests of this project, as ``nox -s tests`` runs them."""

import sys
from pathlib import Path

from benchmarks.commands import seconds

_COMMAND = [sys.executable, "-m", "pytest", "snippets/harness", "docs/tests", "--quiet"]
_AT_ONCE = ["--numprocesses=logical", "--maxprocesses=4", "--dist=worksteal"]


def measure(scenarios: float, evidence: Path) -> float:
    """Run what is left when the programs have been run, and return what both took.

    :param scenarios: seconds the programs took, with the start of pytest
    :param evidence: the folder of what they have proven, which pages show
    :raises MeasureError: when a test fails
    """
    return scenarios + seconds([*_COMMAND, f"--proven={evidence}", *_AT_ONCE])
