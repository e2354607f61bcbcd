"""The site while it is being assembled."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, eq=False)
class Draft:
    """What a step finds: it may add to ``html`` and change what is in it."""

    html: Path
    """the folder that becomes the site, with ``zh/`` and ``en/`` as Sphinx made them"""
    docs: Path
    """the folder of the pages"""
    work: Path
    """where the build keeps what it may use again, with ``doctrees/<language>/``"""
    address: str
    """where the site will be, without a slash at its end"""
