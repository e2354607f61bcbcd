"""The whole book as one page, for printing.

The chapters are those of the EPUB, one after the other, so both books say the same. Each id stays
as it is where only one page has it; links between pages become links within the page; headings
of pages that stand below others are as much lower.
"""

import posixpath
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup, Tag

_DC: Final = "http://purl.org/dc/elements/1.1/"
_ABOUT: Final = ("language", "title", "creator", "description")
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_POINTING: Final = ("aria-describedby", "aria-labelledby", "for", "id")


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents."""

    level: int
    """1 for a chapter"""
    href: str
    """within the one page"""
    text: str


@dataclass(frozen=True)
class OnePage:
    """The book as one page."""

    language: str
    title: str
    author: str
    subject: str
    """what it is, in a sentence"""
    contents_title: str
    contents: list[Entry]
    chapters: list[tuple[str, str]]
    """title and HTML, in the order of the book"""


def read_book(book: Path) -> OnePage:
    """Join the chapters of a book.

    :param book: the folder that the builder ``epub`` wrote
    :raises ValueError: when a page links to a place that is not in the book
    """
    nav = _soup(book / "nav.xhtml")
    lines = [(_level(link), str(link["href"]), link.get_text()) for link in nav.select("nav a")]
    pages = {href: _soup(book / href) for _level_, href, _text in lines if "#" not in href}
    names = _names(pages)
    chapters: list[tuple[str, list[str]]] = []
    for level, href, text in lines:
        if href not in pages:
            continue
        if level == 1:
            chapters.append((text, []))
        chapters[-1][1].append(_part(href, pages[href], level, names))
    package = ET.parse(book / "content.opf")  # noqa: S314 - the builder wrote it
    about = {name: package.findtext(f".//{{{_DC}}}{name}") or "" for name in _ABOUT}
    return OnePage(
        language=about["language"],
        title=about["title"],
        author=about["creator"],
        subject=about["description"],
        contents_title=nav.select("h1")[0].get_text(),
        contents=[Entry(level, _target("", href, names), text) for level, href, text in lines],
        chapters=[(title, "\n".join(parts)) for title, parts in chapters],
    )


def _soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def _level(link: Tag) -> int:
    return len(link.find_parents("ol"))


def _names(pages: dict[str, BeautifulSoup]) -> dict[tuple[str, str], str]:
    """Return a name for each id, and each page ("" as id), that is used once in the book."""
    ids = {href: [str(tag["id"]) for tag in page.select("[id]")] for href, page in pages.items()}
    used = Counter(identifier for page in ids.values() for identifier in page)
    names = {}
    for href, page in ids.items():
        slug = "page-" + href.removesuffix(".xhtml").replace("/", "-")
        names[href, ""] = slug
        for identifier in page:
            names[href, identifier] = (
                identifier if used[identifier] == 1 else f"{slug}-{identifier}"
            )
    return names


def _target(page: str, href: str, names: dict[tuple[str, str], str]) -> str:
    """Return the link within the one page, from a link on a page."""
    path, _hash, fragment = href.partition("#")
    there = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    key = (there if path else page, unquote(fragment))
    if key not in names:
        raise ValueError(f"{page}: the link {href} leads nowhere in the book")
    return f"#{names[key]}"


def _part(href: str, page: BeautifulSoup, level: int, names: dict[tuple[str, str], str]) -> str:
    """Return what a page adds to the book."""
    (body,) = page.select("body")
    for tag in body.select(".toctree-wrapper"):
        tag.decompose()  # the table of contents has it all
    for section in body.select("section"):
        if not section.find(lambda tag: tag.name not in {*_HEADINGS, "span"}):
            section.decompose()
    _lead_inside(href, body, names)
    for heading in body.select(", ".join(_HEADINGS)):
        heading.name = f"h{min(int(heading.name[1]) + level - 1, len(_HEADINGS))}"
    return f'<div class="part" id="{names[href, ""]}">{body.decode_contents()}</div>'


def _lead_inside(href: str, body: Tag, names: dict[tuple[str, str], str]) -> None:
    """Let links, pictures and ids of a page be those of the one page."""
    for link in body.select("a[href]"):
        if not urlsplit(str(link["href"])).scheme:
            link["href"] = _target(href, str(link["href"]), names)
    for picture in body.select("img[src]"):
        path = posixpath.join(posixpath.dirname(href), str(picture["src"]))
        picture["src"] = posixpath.normpath(path)
    for attribute in _POINTING:
        for tag in body.select(f"[{attribute}]"):
            place = str(tag[attribute])
            if (href, place) not in names:
                raise ValueError(f'{href}: {attribute}="{place}" names nothing on the page')
            tag[attribute] = names[href, place]
