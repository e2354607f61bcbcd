"""Mend what the Nu checker finds in the HTML that Sphinx and furo write.

https://validator.github.io/validator/
"""

import re
from typing import Final

from assembly.draft import Draft

_START: Final = re.compile(r"<article\b[^>]*>\s*(?=<section\b)")
_SECTION: Final = re.compile(r"<(?P<end>/?)section\b")
# A slash says nothing in HTML, and belongs to an attribute that is not in quotes.
_SLASH: Final = re.compile(r"(?P<element><(?:br|col|hr|img|input|link|meta|wbr)\b[^<>]*?)\s*/>")


def add(draft: Draft) -> None:
    """Mend every page.

    :param draft: the site
    """
    for path in sorted(draft.html.rglob("*.html")):
        page = path.read_text("utf-8")
        mended = _SLASH.sub(r"\g<element>>", _free_heading(page))
        if mended != page:
            path.write_text(mended, "utf-8")


def _free_heading(page: str) -> str:
    """Make the article's first section a ``div``.

    Sphinx puts the heading of the page into a section of its own: so furo's article has none, and
    the heading is not that of the page.
    """
    article = _START.search(page)
    if not article:
        return page
    depth = 0
    for section in _SECTION.finditer(page, article.end()):
        depth += -1 if section["end"] else 1
        if not depth:
            inside = page[article.end() + len("<section") : section.start()]
            rest = page[section.end() :]
            return f"{page[: article.end()]}<div{inside}</div{rest}"
    return page
