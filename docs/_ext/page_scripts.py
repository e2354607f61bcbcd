"""Load the scripts for code and for tabs on those pages only that have some."""

from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata
from sphinx_tabs.tabs import SphinxTabsTab  # type: ignore[import-untyped]  # it has no types

SCRIPTS: Final = {"code_blocks.js": nodes.literal_block, "tab_sets.js": SphinxTabsTab}
"""What a page has to have for a script to be of use."""


def _load(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    del pagename, templatename, context
    for script, node in SCRIPTS.items():
        if doctree and next(iter(doctree.findall(node)), None):
            app.add_js_file(script, loading_method="defer")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handler."""
    app.connect("html-page-context", _load)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
