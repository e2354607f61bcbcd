"""Write again, besides the pages that have changed, all that show something of them.

Sphinx writes the pages whose source is newer than they are. But a page also shows what others are
called, where they stand in the contents, what their labels lead to. So a digest of all that pages
know of each other is kept with the written pages, and with each the time when what it was made of
was read: where the digest differs, all pages are written, and where that time does, this page is.
The rest, such as evidence, is for build.py to see to: it keeps no pages where that has changed.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

FILE_NAME: Final = ".written.json"
# Of the environment, what is settings or for the moment, or what no page shows of another.
_NOT_SHARED: Final = frozenset(
    {
        "all_docs",
        "config",
        "config_status",
        "config_status_extra",
        "current_document",
        "dependencies",
        "domains",
        "events",
        "intersphinx_cache",
        "intersphinx_inventory",
        "intersphinx_named_inventory",
        "myst_config",
        "original_image_uri",
        "project",
        "ref_context",
        "reread_always",
        "settings",
    }
)
_NO_DOMAINS: Final = frozenset({"c", "cpp"})  # of languages that nothing here is written in


class ChangedPages:
    """What pages know of each other in this build."""

    def __init__(self) -> None:
        self._now = ""

    def outdated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages that would not be true as they were written."""
        if app.builder.name != "html":
            return []
        # When all has been read: writing changes the environment.
        shared = _shared(env)
        self._now = json.dumps({"shared": shared, "read": env.all_docs})
        try:
            before = json.loads((Path(app.outdir) / FILE_NAME).read_text("utf-8"))
        except FileNotFoundError:
            return sorted(env.found_docs)
        if before["shared"] != shared:
            return sorted(env.found_docs)
        read = before["read"]
        return sorted(name for name, time in env.all_docs.items() if read.get(name) != time)

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """Note what the pages were written of."""
        if exception is None and self._now:
            (Path(app.outdir) / FILE_NAME).write_text(self._now, "utf-8")


def _shared(env: BuildEnvironment) -> str:
    """Return a digest of what pages know of each other."""
    known = {**vars(env), "domaindata": _domains(env), "shown_files": _shown(env)}
    shared = {name: it for name, it in known.items() if name[0] != "_" and name not in _NOT_SHARED}
    return hashlib.sha256("".join(_lines(shared)).encode()).hexdigest()


def _domains(env: BuildEnvironment) -> dict[str, object]:
    return {name: data for name, data in env.domaindata.items() if name not in _NO_DOMAINS}


def _shown(env: BuildEnvironment) -> dict[str, object]:
    """Return the files of shown_files without their lines, which only messages name."""
    shown = getattr(env, "shown_files", {})
    return {name: [file for _line, file in blocks] for name, blocks in shown.items()}


def _lines(value: object) -> Iterator[str]:
    """Yield a value as text, the same for what is the same in another run."""
    match value:
        case nodes.Node():
            yield value.pformat()
        case dict():
            for key in sorted(value, key=repr):
                yield f"\n{key!r}:"
                yield from _lines(value[key])
        case set() | frozenset():
            yield from sorted("".join(_lines(it)) for it in value)
        case list() | tuple():
            for it in value:
                yield "\n-"
                yield from _lines(it)
        case _ if hasattr(value, "__dict__"):
            yield from _lines(vars(value))
        case _:
            yield repr(value)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handlers."""
    changed = ChangedPages()
    app.connect("env-get-updated", changed.outdated)
    app.connect("build-finished", changed.keep)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
