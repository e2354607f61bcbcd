"""Draw the cover of the book and pack it: the EPUB."""

from datetime import datetime
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, ViewportSize

from editions.archive import write_zip

MIMETYPE: Final = "mimetype"
COVER: Final = "cover.png"
COVER_PAGE: Final = "cover.html"
"""What is drawn, and where it is described; _ext/ebook.py writes them."""
_COVER_SIZE: Final[ViewportSize] = {"width": 800, "height": 1200}
"""In CSS pixels; it is drawn with two device pixels each way."""


def draw_cover(browser: Browser, book: Path) -> None:
    """Draw the page of the cover as the picture that the book has a place for.

    :param browser: draws
    :param book: the folder that the builder ``epub`` wrote
    """
    page = browser.new_page(viewport=_COVER_SIZE, device_scale_factor=2)
    page.goto((book / COVER_PAGE).as_uri())
    page.screenshot(path=book / COVER)
    page.close()


def pack(book: Path, archive: Path, date: datetime) -> None:
    """Write the book as one file.

    :param book: the folder that the builder ``epub`` wrote
    :param archive: the file to write; as the standard demands, it says first what it is
        (https://www.w3.org/TR/epub-33/#sec-zip-container-mime)
    :param date: of all that is in it
    """
    names = [path.relative_to(book).as_posix() for path in book.rglob("*") if path.is_file()]
    names = sorted(set(names) - {MIMETYPE, COVER_PAGE})
    members = ((name, (book / name).read_bytes()) for name in (MIMETYPE, *names))
    write_zip(archive, members, date, stored=[MIMETYPE])
