"""Settings of the plain site: the same pages by Sphinx, theme and parser alone.

What is not theirs is a stub here, so that the pages are read without a warning.
"""

from pathlib import Path
from typing import ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.application import Sphinx
from sphinx.directives.code import LiteralInclude
from sphinx.util.typing import ExtensionMetadata, OptionSpec

project = "plain"
language = "zh_CN"
extensions = ["myst_parser", "sphinx.ext.intersphinx", "sphinx_tabs.tabs"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist"]
intersphinx_mapping = {"python": ("https://docs.python.org/zh-cn/3/", "inventories/python.inv")}
html_theme = "furo"
nitpicky = True

_DIRECTIVES: Final = (
    "downloads",
    "errata",
    "errata-chapter",
    "errata-filter",
    "figures",
    "plot",
    "run-map",
    "sections",
    "verification",
)
_LANGUAGES: Final = {".py": "python", ".pycon": "pycon", ".sh": "shell", ".json": "json"}


class Nothing(Directive):
    """Stands for what an extension of ours would make."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Make nothing."""
        return []


class Include(LiteralInclude):
    """Sphinx's own, with the one option it lacks, and the language a writer would name."""

    option_spec: ClassVar[OptionSpec] = {
        **LiteralInclude.option_spec,
        "emphasize": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Include the file as it is."""
        suffix = Path(self.arguments[0]).suffix
        self.options.setdefault("language", _LANGUAGES.get(suffix, "text"))
        return super().run()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the stubs."""
    for name in _DIRECTIVES:
        app.add_directive(name, Nothing)
    app.add_generic_role("errata-count", nodes.inline)
    app.add_directive("literalinclude", Include, override=True)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
