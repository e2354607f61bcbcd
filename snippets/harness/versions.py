"""Records of outputs that differ between versions of Python.

``error_until_3.12.txt`` and ``error_since_3.13.txt`` are what ``record="error.txt"`` means
on 3.12 and older, and on 3.13 and newer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Version = tuple[int, ...]
"""A version of Python: (3, 13, 0), or as far as it matters."""

_SPAN = re.compile(r"_(until|since)_(\d+)\.(\d+)(?=\.\w+$)")


def parse(version: str) -> Version:
    """Read ``"3.13"``, or ``"3.13.0"``."""
    return tuple(map(int, version.split(".")))


def fits(file: Path, version: Version) -> bool:
    """Tell whether a file is for a version; one whose name names none is for all."""
    span = _SPAN.search(file.name)
    if not span:
        return True
    bound = (int(span[2]), int(span[3]))
    return version[:2] <= bound if span[1] == "until" else version >= bound


def record_for(folder: Path, name: str, version: Version) -> Path:
    """Find the record of an output that is for a version of Python.

    :param folder: the folder of the records
    :param name: the record's name without versions
    """
    for file in sorted(folder.iterdir()):
        if _SPAN.search(file.name) and _SPAN.sub("", file.name) == name and fits(file, version):
            return file
    return folder / name


def fork_server_runs_main(version: Version) -> bool:
    """Tell whether the fork server runs the main file itself, once for all children.

    See https://github.com/python/cpython/pull/135295.
    """
    return (3, 13, 8) <= version < (3, 14) or version >= (3, 14, 1)
