"""Lighthouse: 100 in each of its categories, and paint nearly as early as the text alone would."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import brotli  # type: ignore[import-untyped]  # it has no types
from bs4 import BeautifulSoup

from auditing import node
from auditing.server import serve
from auditing.site import Site
from browser import NAMES

CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
PAINT: Final = 1.3
"""How much later than that of the bare text the largest paint may be, as a factor."""
TRIES: Final = 4
"""What else the machine does only ever makes a page look slower: the best of some runs counts, of
the page and of its bare text."""
SENDS_ON: Final = "index.html"
"""Where Lighthouse would be led on to a home page, which it measures anyway."""
_UNLISTED: Final = '<meta name="robots" content="noindex">'
"""Of pages that no search engine should list: what those look for is not asked of them."""
_NO_TEXT: Final = ["button", "img", "input", "script", "select", "style", "svg"]


class Result(NamedTuple):
    """What was measured of a page."""

    page: str
    scores: dict[str, int]
    """0 to 100, by category that was asked for"""
    paint: float
    """milliseconds to the largest contentful paint, as Lighthouse simulates a phone"""
    bare: float
    """the same for the bare text"""
    missed: list[str]
    """audits that cost points, and errors"""

    @property
    def ratio(self) -> float:
        """How much later than the bare text the page is painted."""
        return self.paint / self.bare

    def with_best_of(self, other: "Result") -> "Result":
        """Return the better one, with the earliest paint of both texts that was seen."""
        better = max(self, other, key=lambda it: (sum(it.scores.values()), -it.paint))
        return better._replace(paint=min(self.paint, other.paint), bare=min(self.bare, other.bare))

    @property
    def quick(self) -> bool:
        """Whether it is as quick as it has to be."""
        return self.scores["performance"] == 100 and self.ratio <= PAINT  # noqa: PLR2004

    @property
    def good(self) -> bool:
        """Whether it is as it has to be."""
        return self.quick and min(self.scores.values()) == 100  # noqa: PLR2004

    def __str__(self) -> str:
        scores = "".join(f"{self.scores.get(name, '-'):>5}" for name in CATEGORIES)
        line = f"{scores} {self.paint / 1000:7.2f} s {self.ratio:6.2f}  {self.page}"
        return line + "".join(f"\n{'':38}{missed}" for missed in self.missed)


HEADING: Final = "perf. acc. b.-p.  seo      LCP  ×bare  page"


def audit(site: Site) -> list[str]:
    """Measure the pages; keep the table as ``lighthouse.txt`` and ``lighthouse.json``.

    :param site: the site
    :raises RuntimeError: when Lighthouse cannot be had, or ends early
    """
    folder = node.install(site.out / "node")
    results = []
    with (
        tempfile.TemporaryDirectory(prefix="run-first-audit-") as scratch,
        serve(_beside(Path(scratch), site)) as address,
        _lighthouse(folder) as ask,
    ):
        print(HEADING)
        for page in site.pages:
            if page == SENDS_ON:
                continue
            best: Result | None = None
            listed = _UNLISTED not in (site.html / page).read_text("utf-8")
            categories = CATEGORIES if listed else CATEGORIES[:-1]
            for _ in range(TRIES):
                result = _measure(ask, address, page, categories)
                best = result if best is None else best.with_best_of(result)
                if best.quick:
                    break
            assert best is not None  # noqa: S101 - TRIES is not 0
            print(best, flush=True)
            results.append(best)
    lines = "\n".join([HEADING, *map(str, results)])
    (site.out / "lighthouse.txt").write_text(lines + "\n", "utf-8")
    rows = [result._asdict() for result in results]
    (site.out / "lighthouse.json").write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    return [f"{it.page}: Lighthouse finds less than it should" for it in results if not it.good]


def bare(page: str) -> str:
    """Return the text of a page as a file that loads nothing.

    :param page: the page as HTML
    """
    soup = BeautifulSoup(page, "html.parser")
    text = soup.article or soup.main or soup.body
    for tag in text.find_all(_NO_TEXT) if text else ():
        tag.decompose()
    for tag in text.find_all() if text else ():
        tag.attrs = {}
    return (
        f'<!doctype html><html lang="{soup.html["lang"] if soup.html else "en"}">'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"{soup.title}<main>{text.decode_contents() if text else ''}</main>"
    )


def _beside(folder: Path, site: Site) -> Path:
    """Put the site and the bare texts of its pages into one folder, the site where it belongs."""
    for entry in site.html.resolve().iterdir():
        (folder / entry.name).symlink_to(entry, target_is_directory=entry.is_dir())
    for page in site.pages:
        path = folder / "bare" / page
        path.parent.mkdir(parents=True, exist_ok=True)
        text = bare((site.html / page).read_text("utf-8")).encode()
        path.write_bytes(text)
        path.with_name(path.name + ".br").write_bytes(brotli.compress(text))
    return folder


class _Lighthouse:
    """Lighthouse at work, which answers a line with a line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, address: str, *categories: str) -> dict[str, Any]:
        """Return what it finds about an address.

        :raises RuntimeError: when it has ended
        """
        assert self._process.stdin  # noqa: S101 - it is a pipe
        assert self._process.stdout  # noqa: S101 - likewise
        self._process.stdin.write(f"{','.join(categories)} {address}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"Lighthouse ended early at {address}: see above")
        found: dict[str, Any] = json.loads(line)
        return found


@contextmanager
def _lighthouse(folder: Path) -> Iterator[_Lighthouse]:
    browser = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, NAMES)), "")
    if not browser:
        raise RuntimeError("there is no Chromium: install one, or set CHROME_PATH to yours")
    with subprocess.Popen(  # noqa: S603 - our own words
        [shutil.which("node") or "node", "lighthouse.mjs"],
        cwd=folder,
        env={**os.environ, "CHROME_PATH": browser},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        # Leaving closes its input, whereupon it ends its browser and itself.
        yield _Lighthouse(process)


def _measure(ask: _Lighthouse, address: str, page: str, categories: Sequence[str]) -> Result:
    found = ask(f"{address}/{page}", *categories)
    alone = ask(f"{address}/bare/{page}", "performance")
    missed = found["missed"] + [it for it in (found["error"], alone["error"]) if it]
    return Result(
        page,
        {name: found["scores"].get(name) or 0 for name in categories},
        found["paint"] or float("inf"),
        alone["paint"] or 1.0,
        missed,
    )
