"""``{downloads}``: the list of what can be read without a network, with sizes and digests.

The files are made after the pages, and only where they are asked for. So the list is hidden until
``assembly/downloads.py`` has filled it in; where there are no files it takes the list out.
"""

from html import escape
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

_ITEM: Final = """\
<li data-file="{file}"><a href="{up}downloads/{file}" download>{name}</a>
<span class="facts">{kind}, {{size}}{about}</span>
<span class="digest">SHA-256 <code>{{sha256}}</code></span></li>"""


class Downloads(SphinxDirective):
    """The list, hidden, in the language of the page."""

    def run(self) -> list[nodes.Node]:
        """Return it as HTML: a book has no downloads."""
        language = "zh" if str(self.config.language).startswith("zh") else "en"
        files = (
            (f"run-first-{language}.pdf", _("The book to print"), "PDF", _("A4, with bookmarks")),
            (f"run-first-{language}.epub", _("The book for an e-reader"), "EPUB", ""),
            ("run-first-site.zip", _("This site, to read without a network"), "ZIP", ""),
            ("run-first-snippets.zip", _("All programs, their tests and outputs"), "ZIP", ""),
        )
        # The folder is beside those of the languages.
        up = "../" * (self.env.current_document.docname.count("/") + 1)
        items = [
            _ITEM.format(
                file=file,
                up=up,
                name=escape(name),
                kind=kind,
                about=escape(_(", ") + about if about else ""),
            )
            for file, name, kind, about in files
        ]
        lines = ['<div class="downloads" hidden><ul>', *items, "</ul></div>"]
        return [nodes.raw("", "\n".join(lines), format="html")]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("downloads", Downloads)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
