"""Keep the contents of the book as data: every page in reading order, with number and title.

They are written to ``contents.json`` beside the doctrees, outside of the published site, for what
is made of the built languages.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypedDict

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

FILE_NAME: Final = "contents.json"


class Entry(TypedDict):
    """A page."""

    doc: str
    """the page, without suffix, from the folder of the pages"""
    title: str
    """its number, where it has one, and its title, in the language of the pages"""
    below: list["Entry"]
    """the pages below it"""


def read_contents(doctrees: Path) -> list[Entry]:
    """Return the contents of the book that was built with these doctrees, home page left out."""
    entries: list[Entry] = json.loads((doctrees / FILE_NAME).read_text("utf-8"))
    return entries


def _below(env: BuildEnvironment, doc: str) -> Iterator[Entry]:
    for name in env.toctree_includes.get(doc, ()):
        numbers = env.toc_secnumbers.get(name, {}).get("") or ()
        title = " ".join(filter(None, (".".join(map(str, numbers)), env.titles[name].astext())))
        yield {"doc": name, "title": title, "below": list(_below(env, name))}


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception is None:
        entries = list(_below(app.env, app.config.root_doc))
        text = json.dumps(entries, ensure_ascii=False, indent=1)
        (Path(app.doctreedir) / FILE_NAME).write_text(text, "utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write when the build is over."""
    app.connect("build-finished", _write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
