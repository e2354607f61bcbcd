"""Tables of what was run and measured, as HTML for a page."""

from collections.abc import Iterable, Iterator
from html import escape

from sphinx.locale import _


def table(
    caption: str, headings: Iterable[str], lines: Iterable[str], classes: str = "runs"
) -> Iterator[str]:
    """Make a table; what is wider than the page scrolls by itself, by keyboard too.

    :param caption: the name of the table, as text
    :param headings: of its columns, as text
    :param lines: its rows, as HTML
    :param classes: of the whole
    """
    yield f'<section class="{classes}" tabindex="0" aria-label="{escape(caption)}">'
    yield f'<table class="docutils"><caption>{escape(caption)}</caption><thead><tr>'
    yield from (f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    yield "</tr></thead><tbody>"
    yield from lines
    yield "</tbody></table></section>"


def paragraph(text: str) -> str:
    """Make a paragraph of a text."""
    return f"<p>{escape(text)}</p>"


def commit_of(commit: str | None, *, dirty: bool) -> str:
    """Name a commit in the language of the page.

    :param commit: None where it is unknown
    :param dirty: whether what ran differs from it
    """
    name = commit[:9] if commit else _("unknown")
    return _("%s, and changes") % name if dirty else name
