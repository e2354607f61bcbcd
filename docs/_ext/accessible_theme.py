"""Mend in furo's pages what those miss who use a keyboard or do not see the page.

Templates call ``accessible()`` on the finished body. What a style sheet can do is in site.css.
"""

import re
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.typing import ExtensionMetadata

_SKIP_LINK: Final = re.compile(r'<a class="skip-to-content.*?</a>\s*', re.DOTALL)
_FIRST_STOP: Final = '<input type="checkbox" class="sidebar-toggle"'


def accessible(html: str) -> str:
    """Return the body of a page: landmarks with names, tables to scroll, the skip link first.

    :param html: the body as furo's templates make it
    """
    # Sphinx gives a caption the role of a heading, and no level.
    html = html.replace('role="heading">', 'role="heading" aria-level="2">')
    for landmark, name in (("sidebar-drawer", _("Chapters")), ("toc-drawer", _("On this page"))):
        html = html.replace(
            f'<aside class="{landmark}', f'<aside aria-label="{name}" class="{landmark}'
        )
    # furo lets wide tables scroll, but by mouse only.
    reachable = f'tabindex="0" role="group" aria-label="{_("Table")}" class="table-wrapper'
    html = html.replace('<div class="table-wrapper', f"<div {reachable}")
    # The boxes of the menus can be reached by keyboard here: one would have to pass them first.
    link = _SKIP_LINK.search(html)
    if link:
        html = html.replace(link[0], "").replace(_FIRST_STOP, link[0] + _FIRST_STOP, 1)
    return html


def _offer(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    del app, pagename, templatename, doctree
    context["accessible"] = accessible


def setup(app: Sphinx) -> ExtensionMetadata:
    """Offer the function to the templates."""
    app.connect("html-page-context", _offer)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
