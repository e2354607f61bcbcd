"""Put the mark into each page: a file of its own would be one more answer to wait for."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata


def _give_mark(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the templates the mark as SVG, and as the address of the page's icon."""
    del pagename, templatename, doctree
    mark = Path(app.srcdir, str(app.config.html_logo)).read_text("utf-8")
    context["mark"] = "".join(line.strip() for line in mark.splitlines())
    # Between quotes of the other kind, these may stay as they are.
    address = quote(context["mark"].replace('"', "'"), safe=" ':=/")
    context["favicon_url"] = f"data:image/svg+xml,{address}"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Give the mark to every page."""
    app.connect("html-page-context", _give_mark)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
