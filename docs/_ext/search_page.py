"""The page of search results, in place of Sphinx's own search.

Sphinx's index knows no Chinese words; assembly/search_index.py makes another one.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.typing import ExtensionMetadata

# What Sphinx copies for its search all the same.
_UNUSED: Final = ("language_data.js", "searchtools.js")


def _switch_off(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def _pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if app.builder.name == "html":
        yield "search", {}, "search.html"


def _clear(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.name == "html":
        for name in _UNUSED:
            Path(app.outdir, "_static", name).unlink(missing_ok=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handlers."""
    app.connect("builder-inited", _switch_off)
    app.connect("html-collect-pages", _pages)
    app.connect("build-finished", _clear)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
