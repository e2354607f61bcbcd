"""What a reader can take along: archives beside the books, and the list that links all of them.

Where the build made no books (see ``offline.py``) there is nothing to take: no archive is made,
and the pages lose the place of the list.
"""

import hashlib
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from assembly.draft import Draft
from editions.archive import write_zip
from editions.date import date_of

FOLDER: Final = "downloads"
SITE: Final = "run-first-site.zip"
SNIPPETS: Final = "run-first-snippets.zip"
_COMPRESSED: Final = {".br", ".gz"}
# As _ext/offline_downloads.py writes them.
_LIST: Final = re.compile(
    r'<div class="downloads" hidden(="[a-z]*")?>(?P<items>.*?)</div>\n?', re.DOTALL
)
_ITEM: Final = re.compile(r'<li data-file="(?P<file>[^"]+)">(?P<text>.*?)</li>', re.DOTALL)


def finish(draft: Draft) -> None:
    """Make the archives, and fill in the lists; or take the lists out.

    :param draft: the site; the books are in its folder ``downloads/``
    """
    folder = draft.html / FOLDER
    pages = [page for page in draft.html.rglob("*.html") if _LIST.search(page.read_text("utf-8"))]
    texts = {page: page.read_text("utf-8") for page in pages}
    for page, text in texts.items():
        page.write_text(_LIST.sub("", text), "utf-8")
    if not folder.is_dir():
        return
    root = draft.docs.parent
    date = date_of(root)
    licences = [
        (f"LICENSE-{name}.txt", path.read_bytes())
        for name, path in (("code", root / "LICENSE"), ("text", root / "docs/LICENSE"))
        if path.is_file()
    ]
    # Of the pages without the list: within the archive it would lead nowhere.
    for name, members in ((SITE, _site(draft)), (SNIPPETS, _snippets(draft))):
        top = name.removesuffix(".zip")
        all_members = ((f"{top}/{path}", content) for path, content in (*members, *licences))
        write_zip(folder / name, all_members, date)
    for page, text in texts.items():
        page.write_text(_LIST.sub(lambda found: _filled(found["items"], folder), text), "utf-8")


def _site(draft: Draft) -> Iterator[tuple[str, bytes]]:
    for path in sorted(draft.html.rglob("*")):
        name = path.relative_to(draft.html)
        if path.is_file() and name.parts[0] != FOLDER and path.suffix not in _COMPRESSED:
            yield name.as_posix(), path.read_bytes()


def _snippets(draft: Draft) -> Iterator[tuple[str, bytes]]:
    """Yield what a learner runs, reads and compares: programs, records, sessions, tests."""
    yield "README.md", (draft.docs / "_book/snippets.md").read_bytes()
    snippets = draft.docs.parent / "snippets"
    for path in sorted(snippets.glob("ch[0-9][0-9]_*/*/**/*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(snippets).as_posix(), path.read_bytes()


def _filled(items: str, folder: Path) -> str:
    lines = []
    for item in _ITEM.finditer(items):
        path = folder / item["file"]
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            text = item["text"].replace("{size}", escape(_size(path.stat().st_size)))
            lines.append(f"<li>{text.replace('{sha256}', digest)}</li>")
    return '<div class="downloads"><ul>\n{}\n</ul></div>\n'.format("\n".join(lines))


def _size(size: int) -> str:
    """Return a size in bytes for people: three digits at most."""
    number, unit = (size / 1e6, "MB") if size >= 1e6 else (size / 1e3, "kB")  # noqa: PLR2004
    return f"{number:.1f} {unit}" if number < 10 else f"{number:.0f} {unit}"  # noqa: PLR2004
