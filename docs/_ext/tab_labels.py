"""Translate the labels of tabs, and keep tabs readable where there is no script.

sphinx-tabs extracts labels without ever translating them
(https://github.com/executablebooks/sphinx-tabs/issues/137); tables written in MyST inside a tab
are not even extracted. Both happen because these nodes do not know their place in the source.
"""

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata
from sphinx_tabs.tabs import (  # type: ignore[import-untyped]  # it has no types
    SphinxTabsPanel,
    SphinxTabsTab,
    SphinxTabsTablist,
)

# Builders without scripts: each label stands above its content, one tab below the other.
FLAT: Final = {"epub", "linkcheck", "text"}


class GiveSource(SphinxTransform):
    """Give labels, and table cells inside tabs, the place that translation looks for."""

    default_priority = 2  # before Sphinx's PreserveTranslatableMessages (10) and Locale (20)

    def apply(self, **kwargs: object) -> None:
        """Take the place from the nearest node around that has one."""
        del kwargs
        for node in self.document.findall(nodes.paragraph):
            label = isinstance(node, SphinxTabsTab)
            if not node.source and (label or isinstance(node.parent, nodes.entry)):
                around = node.parent
                while around is not None and not (around.source and around.line):
                    around = around.parent
                node.source = around.source if around else self.document["source"]
                node.line = around.line if around else 1
                node.rawsource = node.rawsource or node.astext()


class FinishTabs(SphinxPostTransform):
    """Put the translated label on its panel too, where style sheets can show it."""

    default_priority = 900

    def run(self, **kwargs: object) -> None:
        """Finish, or flatten, all tabs of a page."""
        del kwargs
        for meta in self.document.findall(nodes.meta):
            meta.attributes.pop("translated", None)  # Sphinx's mark would be written as HTML
        tabs = {tab["ids"][0]: tab for tab in self.document.findall(SphinxTabsTab) if tab["ids"]}
        flat = self.app.builder.name in FLAT
        for tab in tabs.values():
            tab.attributes.pop("translated", None)  # likewise
        for panel in list(self.document.findall(SphinxTabsPanel)):
            label = tabs[panel["aria-labelledby"]].astext()
            if flat:
                heading = nodes.paragraph("", "", nodes.strong(text=label))
                panel.replace_self(nodes.container("", heading, *panel.children))
                continue
            panel["data-label"] = label
            panel.attributes.pop("name", None)  # a div has none
            if "hidden" in panel:
                panel["hidden"] = "hidden"  # "true" is no value of it
        for tablist in list(self.document.findall(SphinxTabsTablist)):
            tablist["aria-label"] = _("Tabs")
            if flat:
                tablist.parent.remove(tablist)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register both transforms."""
    app.add_transform(GiveSource)
    app.add_post_transform(FinishTabs)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
