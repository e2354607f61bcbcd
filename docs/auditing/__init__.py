"""Checks of the finished site that need more than Python: steps, one a file, in ``STEPS``."""

from collections.abc import Callable
from typing import Final

from auditing import axe, lighthouse, nu
from auditing.site import Site

STEPS: Final[dict[str, Callable[[Site], list[str]]]] = {
    "nu": nu.check,
    "axe": axe.check,
    "lighthouse": lighthouse.audit,
}
"""Each takes the site, prints what it measures, and returns what is wrong, a line each."""
