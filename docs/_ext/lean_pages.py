"""Send readers only what a page uses, in a form that a strict Content-Security-Policy allows.

Scripts that Sphinx and furo put on every page are left out where nothing on the page needs them;
furo's own is replaced by ``theme.js``, which does the same with a third of the bytes. Templates
call ``lean()`` on the finished body: it has no icon without use.
"""

import re
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

_UNUSED: Final = (
    "doctools.js",  # indices of modules, and a shortcut to a search that this site has not
    "documentation_options.js",  # for that search
    "sphinx_highlight.js",  # marks its words
    "translations.js",  # for all of them
    "scripts/furo.js",  # theme.js does it
)
_NEEDED_BY: Final = {"filter.js": 'class="filter"'}
"""Scripts that are for some pages only, and what those have."""
_BEFORE_FIRST_PAINT: Final = (
    "<script>"
    'document.documentElement.classList.remove("no-js");'
    'document.body.dataset.theme="auto";'
    # Storage may be forbidden.
    'try{document.body.dataset.theme=localStorage.getItem("theme")||"auto"}catch{}'
    "</script>"
)
_THEME_SCRIPT: Final = re.compile(
    r"<script>\s*document\.body\.dataset\.theme = .*?</script>", re.DOTALL
)
_SYMBOL: Final = re.compile(r'\s*<symbol id="(?P<name>[^"]+)".*?</symbol>', re.DOTALL)
_PLAIN: Final = re.compile(r'<span class="[npw]">([^<]*)</span>')
"""Names, punctuation and spaces in code: as many as all else together, and text like any other."""
_INDENTATION: Final = re.compile(r"\n\s+")


def lean(html: str) -> str:
    """Return the body of a page without what only costs.

    :param html: the body as furo's templates make it
    """
    html = _THEME_SCRIPT.sub(_BEFORE_FIRST_PAINT, html, count=1)
    html = _SYMBOL.sub(lambda it: it[0] if f'"#{it["name"]}"' in html else "", html)
    before, article, rest = html.partition("<article")
    content, end, after = rest.rpartition("</article>")
    content = _PLAIN.sub(r"\1", content)
    # Indentation around the article; within it there is code.
    return "".join(
        [_INDENTATION.sub("\n", before), article, content, end, _INDENTATION.sub("\n", after)]
    )


def _select_scripts(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave out the scripts that the page has no use for."""
    del app, pagename, templatename, doctree
    context["lean"] = lean
    body = context.get("body", "")
    context["script_files"] = [
        script for script in context["script_files"] if _is_used(str(script.filename), body)
    ]


def _is_used(script: str, body: str) -> bool:
    name = script.removeprefix("_static/")
    return name not in _UNUSED and _NEEDED_BY.get(name, "") in body


def setup(app: Sphinx) -> ExtensionMetadata:
    """Look at a page after all other extensions have put their scripts there."""
    app.connect("html-page-context", _select_scripts, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
