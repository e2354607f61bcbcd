"""``literalinclude`` for snippets: caption, download, highlighting and comments without asking.

Every block shown on the site comes from a file, through this directive. It adds to Sphinx's own:
a caption with the path of the file in the repository, a link to download it, and a place for the
line of evidence_lines; the language of highlighting by suffix; the page's language of bilingual
comments; ``:emphasize:`` by pattern.
"""

import re
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.directives.code import LiteralInclude
from sphinx.locale import _
from sphinx.util.typing import ExtensionMetadata, OptionSpec

from comment_language import changed_lines
from evidence_lines import EvidenceLine

_HIGHLIGHT = {
    ".json": "json",
    ".py": "python",
    ".pycon": "pycon",
    ".sh": "shell",
    ".toml": "toml",
    ".txt": "text",
}
_PARTIAL = {"pyobject", "lines", "start-at", "start-after", "end-at", "end-before"}


class SnippetInclude(LiteralInclude):
    """Sphinx's ``literalinclude`` with what every snippet needs."""

    option_spec: ClassVar[OptionSpec] = {
        **LiteralInclude.option_spec,
        "emphasize": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the captioned block, or Sphinx's warning about a missing file or pattern."""
        suffix = Path(self.arguments[0]).suffix
        self.options.setdefault("language", _HIGHLIGHT.get(suffix, "text"))
        (block,) = super().run()
        if not isinstance(block, nodes.literal_block):
            return [block]
        path = Path(block["source"])
        try:
            self._speak_page_language(block, path)
            self._emphasize(block)
        except ValueError as error:
            text = f"{self._in_repository(path)}: {error}"
            return [self.state.document.reporter.warning(text, line=self.lineno)]
        return [self._with_caption(block, path)]

    def _speak_page_language(self, block: nodes.literal_block, path: Path) -> None:
        """Keep the page's half of bilingual comments, also in a part and in a diff."""
        chinese = str(self.config.language).startswith("zh")
        changed = changed_lines(path.read_text("utf-8"), path.suffix, chinese=chinese)
        text = block.astext()
        if "diff" in self.options:
            old = Path(self.options["diff"])
            changed |= changed_lines(old.read_text("utf-8"), old.suffix, chinese=chinese)
            root = f"{self._root()}/"
            text = re.sub(rf"(?m)^(---|\+\+\+) {re.escape(root)}", r"\1 ", text)
        lines = []
        for line in text.splitlines(keepends=True):
            code = line[1:] if "diff" in self.options else line
            bare = code.strip()
            lines.append(line.replace(bare, changed[bare]) if bare in changed else line)
        text = "".join(lines)
        block.rawsource = text
        block[:] = [nodes.Text(text)]

    def _emphasize(self, block: nodes.literal_block) -> None:
        """Highlight the lines that match ``:emphasize:``."""
        pattern = self.options.get("emphasize")
        if pattern is None:
            return
        found = [
            n for n, line in enumerate(block.astext().split("\n"), 1) if re.search(pattern, line)
        ]
        if not found:
            raise ValueError(f"no line matches :emphasize: {pattern}")
        block["highlight_args"]["hl_lines"] = found

    def _with_caption(self, block: nodes.literal_block, path: Path) -> nodes.container:
        caption = nodes.caption("", "", nodes.literal(text=self._in_repository(path)))
        # A path and two fixed words: nothing for the page's catalog.
        caption["translatable"] = False
        if _PARTIAL & self.options.keys():
            caption += nodes.inline("", _("excerpt"), classes=["excerpt"])
        caption += EvidenceLine("", file=self._in_repository(path), beside=self._compared())
        name = nodes.inline("", f" {path.name}", classes=["visually-hidden"])
        link = addnodes.download_reference("", _("Download"), name, reftarget=self.arguments[0])
        caption += link
        wrapper = nodes.container("", caption, block, literal_block=True)
        wrapper["classes"] = ["literal-block-wrapper"]
        wrapper["ids"] = [self._identifier(path)]
        self.state.document.set_id(wrapper)
        self.set_source_info(caption)
        self.set_source_info(wrapper)
        return wrapper

    def _identifier(self, path: Path) -> str:
        """Return an id for links to the block that stays when others come and go."""
        parts = [self.options.get(name, "") for name in sorted(_PARTIAL)]
        identifier = nodes.make_id("-".join([path.parent.name, path.name, *filter(None, parts)]))
        while identifier in self.state.document.ids:
            identifier += "-again"
        return identifier

    def _compared(self) -> str:
        """Return the file that the shown one is compared with; "" without a comparison."""
        return self._in_repository(Path(self.options["diff"])) if "diff" in self.options else ""

    def _in_repository(self, path: Path) -> str:
        return path.relative_to(self._root()).as_posix()

    def _root(self) -> Path:
        """Return the folder that holds both snippets/ and the pages."""
        return Path(self.env.srcdir).parent


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put the directive in the place of Sphinx's own."""
    app.add_directive("literalinclude", SnippetInclude, override=True)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
