"""Translate what furo writes in English without passing it through gettext.

Templates call ``translated()`` on the finished body. The Chinese stands with the theme's other
strings in locales/zh_CN/LC_MESSAGES/sphinx.po.
"""

import re
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.typing import ExtensionMetadata

# Names of buttons, as they stand in furo's templates.
_STRINGS: Final = (
    "Toggle Light / Dark / Auto color theme",
    "Toggle site navigation sidebar",
    "Toggle table of contents sidebar",
)
_PLACES: Final = re.compile(rf"""(?<=\saria-label=")({"|".join(map(re.escape, _STRINGS))})(?=")""")
_TOGGLE: Final = re.compile(r'aria-label="Toggle navigation of (?P<page>[^"]*)"')


def translated(html: str) -> str:
    """Return the page with furo's fixed English strings in the language of the page."""
    html = _PLACES.sub(lambda match: _(match[0]), html)
    html = _TOGGLE.sub(
        lambda match: f'aria-label="{_("Toggle navigation of %s") % match["page"]}"', html
    )
    return html.replace("@pradyunsg</a>'s", _("@pradyunsg</a>'s"))


def _offer(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    del app, pagename, templatename, doctree
    context["translated"] = translated


def setup(app: Sphinx) -> ExtensionMetadata:
    """Offer the function to the templates."""
    app.connect("html-page-context", _offer)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
