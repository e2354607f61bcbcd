"""Print the book with a browser: a PDF with tags, bookmarks and page numbers.

Chromium makes tags, bookmarks and links from the page by itself. It does not know on which page
something will stand, though, so the book is printed twice: the first print tells the numbers for
the contents. What it knows nothing of is added to the file after that.
"""

import re
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pikepdf
from jinja2 import Environment
from playwright.sync_api import Browser, Page

from editions.epub import COVER_PAGE
from editions.letters import say_which
from editions.one_page import OnePage

PRINT_PAGE: Final = "print.html"
_WIDTH: Final = 643
"""Of the text on A4 less its margins (170 mm), in CSS pixels."""
_PATIENCE: Final = 300_000
"""Milliseconds that a loaded machine may take to lay out the whole book."""
_FILL_IN: Final = """numbers => {
  for (const link of document.querySelectorAll(".contents a")) {
    link.lastElementChild.textContent = numbers[link.hash.slice(1)];
  }
}"""
# What reaches beyond the text would be cut off; what is missing would be an empty box.
_LOOK: Final = """() => {
  const edge = document.querySelector("main").getBoundingClientRect().right + 1;
  const reaches = (tag) =>
    tag.getBoundingClientRect().right > edge
    || (tag.matches("pre") && tag.scrollWidth > tag.clientWidth);
  const name = (tag) =>
    `#${tag.closest("[id]").id}: ${(tag.alt || tag.textContent).trim().slice(0, 60)}`;
  const cut = [...document.querySelectorAll("main *")].filter(reaches);
  const empty = [...document.images].filter((image) => !image.naturalWidth);
  return [
    ...cut.map((tag) => `cut off at the margin, in ${name(tag)}`),
    ...empty.map((image) => `a picture that cannot be shown, in ${name(image)}`),
  ];
}"""


class PrintError(Exception):
    """The book cannot be printed as it is; the message says what is wrong, and where."""


def print_book(browser: Browser, pages: OnePage, book: Path, pdf: Path, date: datetime) -> None:
    """Write the book as a PDF.

    :param browser: prints
    :param pages: the book
    :param book: the folder that the builder ``epub`` wrote
    :param pdf: the file to write
    :param date: of the file
    :raises PrintError: when something would be cut off, or is not there
    """
    path = book / PRINT_PAGE
    path.write_text(_html(pages, book), "utf-8")
    page = browser.new_page(viewport={"width": _WIDTH, "height": 1000})
    page.set_default_timeout(_PATIENCE)
    page.emulate_media(media="print", color_scheme="light")
    page.goto(path.as_uri())
    if wrong := page.evaluate(_LOOK):
        raise PrintError("\n".join(wrong[:10]))
    with tempfile.TemporaryDirectory() as scratch:
        draft = Path(scratch, "draft.pdf")
        _print(page, draft)
        page.evaluate(_FILL_IN, page_numbers(draft))
        _print(page, draft)
        page.close()
        _finish(draft, pdf, pages, date)


def page_numbers(pdf: Path) -> dict[str, int]:
    """Return the page, from 1, of each place that is linked to."""
    with pikepdf.open(pdf) as file:
        number = {page.objgen: n for n, page in enumerate(file.pages, 1)}
        places: Any = file.Root.get("/Dests", {})
        return {name[1:]: number[place[0].objgen] for name, place in places.items()}


def _html(pages: OnePage, book: Path) -> str:
    templates = Path(__file__).parents[1] / "_book"
    environment = Environment(autoescape=True)
    environment.filters["css"] = _in_css_string
    cover = (book / COVER_PAGE).read_text("utf-8")
    return environment.from_string((templates / PRINT_PAGE).read_text("utf-8")).render(
        book=pages,
        style=(templates / "print.css").read_text("utf-8"),
        cover=cover[cover.index("<style>") : cover.index("</html>")],
    )


def _in_css_string(text: str) -> str:
    """Escape what would end a string of CSS, or the element it stands in."""
    return re.sub(r'["\\<\n]', lambda letter: f"\\{ord(letter[0]):x} ", text)


def _print(page: Page, path: Path) -> None:
    page.pdf(path=path, prefer_css_page_size=True, print_background=True, tagged=True, outline=True)


def _finish(draft: Path, pdf: Path, pages: OnePage, date: datetime) -> None:
    """Say which letters it has, and who wrote it when; write it small, and always the same."""
    with pikepdf.open(draft) as file:
        say_which(file)
        with file.open_metadata(set_pikepdf_as_editor=False) as about:
            about["dc:title"] = pages.title
            about["dc:creator"] = [pages.author]
            about["dc:description"] = pages.subject
            about["dc:language"] = [pages.language]
            about["xmp:CreateDate"] = about["xmp:ModifyDate"] = date.isoformat()
        moment = f"D:{date:%Y%m%d%H%M%S}Z"
        file.docinfo.update(
            {
                "/Title": pages.title,
                "/Author": pages.author,
                "/Subject": pages.subject,
                "/Creator": "Run First",
                "/CreationDate": moment,
                "/ModDate": moment,
            }
        )
        file.Root.PageMode = pikepdf.Name.UseOutlines
        file.save(
            pdf,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            linearize=True,
            deterministic_id=True,
        )
