"""Copies of the site's sources, with more pages than there are."""

import re
import shutil
from itertools import count
from pathlib import Path
from typing import Final

from benchmarks import plain
from benchmarks.commands import ROOT

_FOLDERS: Final = ("docs", "snippets")
_FILES: Final = ("pyproject.toml", "LICENSE", "README.md")
_CATALOGS: Final = "locales/en/LC_MESSAGES"
_LABEL: Final = re.compile(r"^(\(|:name: )([a-z0-9-]+)(?=\)=$|$)", re.MULTILINE)
_ERRATA: Final = re.compile(r"^```\{errata\}.*?^```\n", re.MULTILINE | re.DOTALL)
_LAST_CHAPTER: Final = re.compile(r"^(ch\d\d-[a-z-]+/index)\n(?!ch)", re.MULTILINE)


def copy(root: Path) -> Path:
    """Copy what the site is built of, to be changed.

    :param root: the folder to make
    :return: the same
    """
    root.mkdir(parents=True)
    unused = shutil.ignore_patterns("__pycache__", "*.mo")
    for name in _FOLDERS:
        shutil.copytree(ROOT / name, root / name, ignore=unused)
    for name in _FILES:
        shutil.copyfile(ROOT / name, root / name)
    return root


def multiply(docs: Path, times: int) -> int:
    """Put copies of the chapters beside them until there are so many times the pages.

    Copies have labels of their own, and their translation; their links lead to the first of them.

    :param docs: the folder of the pages
    :param times: how many times the pages there are to be
    :return: how many there are: as many, or up to a chapter more
    """
    chapters = [index.parent for index in sorted(docs.glob("ch[0-9][0-9]-*/index.md"))]
    there = sum(1 for _ in plain.pages(docs))
    wanted = there * times
    added: list[str] = []
    for number in count(2):
        for chapter in chapters:
            if there >= wanted:
                _list(docs / "index.md", added)
                return there
            copied = chapter.with_name(f"{chapter.name}-{number}")
            shutil.copytree(chapter, copied)
            catalogs = docs / _CATALOGS
            shutil.copytree(catalogs / chapter.name, catalogs / copied.name)
            for page in copied.rglob("*.md"):
                text = _ERRATA.sub("", page.read_text("utf-8"))
                page.write_text(_LABEL.sub(rf"\1\2-{number}", text), "utf-8")
                there += 1
            added.append(f"{copied.name}/index\n")
    raise AssertionError


def _list(index: Path, chapters: list[str]) -> None:
    """Put chapters into the contents, after those that are there."""
    text = index.read_text("utf-8")
    more = _LAST_CHAPTER.sub(lambda last: last[0] + "".join(chapters), text, count=1)
    index.write_text(more, "utf-8")
