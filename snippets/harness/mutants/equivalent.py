"""Mutants that nobody can tell from the program, each listed with the reason."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harness.mutants.transformations import Mutant

LIST = Path(__file__).with_name("equivalent.toml")

_FIELDS = {"program", "transformation", "line", "reason"}


class ListError(Exception):
    """The list cannot be used as it is; the message names the entry and the way out."""


class Equivalents:
    """The listed mutants.

    A mutant is known by its program, its transformation and the text of its line: so an entry
    holds when lines are added above, and not when the line itself changes.

    :param file: the list, in TOML: tables ``mutant`` with program (its path below ``snippets/``),
        transformation, line (without spaces around it) and reason
    :raises ListError: when an entry lacks something
    """

    def __init__(self, file: Path = LIST) -> None:
        self._file = file
        self._reasons: dict[tuple[str, str, str], str] = {}
        for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("mutant", []):
            if entry.keys() != _FIELDS:
                wrong = ", ".join(sorted(entry.keys() ^ _FIELDS))
                raise ListError(f"{file}: {entry}: has to have {sorted(_FIELDS)}, check {wrong}")
            key = (f"snippets/{entry['program']}", entry["transformation"], entry["line"])
            if key in self._reasons:
                raise ListError(f"{file}: listed twice, delete one: {entry}")
            self._reasons[key] = entry["reason"]

    def reason(self, mutant: Mutant) -> str:
        """Say why a mutant does the same as its program; "" when it is not listed."""
        return self._reasons.get((mutant.program, mutant.transformation, mutant.before), "")

    def check(self, mutants: Iterable[Mutant]) -> None:
        """See to it that nothing is listed that is no mutant any more.

        :param mutants: all mutants of all programs
        :raises ListError: when there is such an entry
        """
        known = {(mutant.program, mutant.transformation, mutant.before) for mutant in mutants}
        if gone := self._reasons.keys() - known:
            program, transformation, line = min(gone)
            raise ListError(
                f"{self._file}: there is no mutant {transformation} of {program} in a line "
                f"{line!r} any more: delete or mend the entry ({len(gone)} such)"
            )
