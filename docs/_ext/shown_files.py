"""Keep a list of the files that the pages show, and where.

It is written to ``shown.json`` beside the doctrees, outside of the published site: tests compare
it with what lies under snippets/ and with what was run.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TypedDict

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.util.typing import ExtensionMetadata

FILE_NAME: Final = "shown.json"


class Shown(TypedDict):
    """A block on a page."""

    doc: str
    """the page, without suffix, from the folder of the pages"""
    line: int
    file: str | None
    """the included file, from the root of the repository; None if the block was typed"""


def read_shown(doctrees: Path) -> list[Shown]:
    """Return every block that the build with these doctrees shows, in the order of the pages."""
    shown: list[Shown] = json.loads((doctrees / FILE_NAME).read_text("utf-8"))
    return shown


class ShownFiles(EnvironmentCollector):
    """Per page, the line and the file of every included block."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget what a page showed before it is read again."""
        del app
        blocks_of(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
    ) -> None:
        """Take over what a parallel reader saw."""
        del app
        blocks_of(env).update((name, blocks_of(other)[name]) for name in docnames)

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note every block of a page that was read."""
        blocks_of(app.env)[app.env.current_document.docname] = [
            (block.line or 0, _below(Path(app.srcdir).parent, block.get("source")))
            for block in doctree.findall(nodes.literal_block)
        ]


def blocks_of(env: BuildEnvironment) -> dict[str, list[tuple[int, str | None]]]:
    """Return line and file of the blocks of each page that was read."""
    if not hasattr(env, "shown_files"):
        env.shown_files = {}  # type: ignore[attr-defined]  # Sphinx's way to keep data of one's own
    shown: dict[str, list[tuple[int, str | None]]] = env.shown_files  # type: ignore[attr-defined]
    return shown


def _below(root: Path, source: str | None) -> str | None:
    """Return the path below root; None for a block that was typed into the page."""
    return None if source is None else Path(source).relative_to(root).as_posix()


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None:
        return
    rows: list[Shown] = [
        {"doc": doc, "line": line, "file": file}
        for doc, blocks in sorted(blocks_of(app.env).items())
        for line, file in blocks
    ]
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    (Path(app.doctreedir) / FILE_NAME).write_text(text, "utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Collect while pages are read, write when the build is over."""
    app.add_env_collector(ShownFiles)
    app.connect("build-finished", _write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
