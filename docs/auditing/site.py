"""The site under audit."""

from pathlib import Path
from typing import NamedTuple


class Site(NamedTuple):
    """What a step finds."""

    html: Path
    """the folder of the site, as it would be published"""
    pages: list[str]
    """the pages to look at, each a path in that folder"""
    out: Path
    """where a step keeps what it measured"""
