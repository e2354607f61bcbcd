"""Translate the labels of tabs, tell sets of one kind, and keep tabs readable without scripts.

sphinx-tabs extracts labels without ever translating them
(https://github.com/executablebooks/sphinx-tabs/issues/137); tables written in MyST inside a tab
are not even extracted. Both happen because these nodes do not know their place in the source.

Where all labels of a set are start methods, systems or versions of Python, the set is of that
kind: ``_static/tab_sets.js`` keeps one choice for all sets of a kind, on all pages.
"""

import re
from collections.abc import Sequence
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata
from sphinx_tabs import tabs as upstream  # type: ignore[import-untyped]  # it has no types
from sphinx_tabs.tabs import (  # type: ignore[import-untyped]
    SphinxTabsPanel,
    SphinxTabsTab,
    SphinxTabsTablist,
)

# Builders without scripts: each label stands above its content, one tab below the other.
FLAT: Final = {"epub", "linkcheck", "text"}

_METHODS: Final = {"fork", "spawn", "forkserver"}
_SYSTEMS: Final = {"Linux", "macOS", "Windows"}
_VERSIONS: Final = re.compile(r"(?:Python )?(?P<first>3\.\d+)(?P<more>(?:、3\.\d+)*)")
_RANGE: Final = re.compile(r"(?:Python )?(?P<first>3\.\d+) (?:到 (?P<last>3\.\d+)|起)")


def kind_of(label: str, supported: Sequence[str]) -> tuple[str, list[str]] | None:
    """Return the kind of a label, and what it stands for; None for any other label.

    :param label: as it is written in the Chinese source: "3.11 到 3.13", "3.14 起", "fork"
    :param supported: all versions of Python that there may be a tab for, in order
    """
    if label in _METHODS:
        return "start-method", [label]
    if label in _SYSTEMS:
        return "system", [label]
    if several := _VERSIONS.fullmatch(label):
        return "python", re.findall(r"3\.\d+", several[0])
    if (span := _RANGE.fullmatch(label)) and {span["first"], span["last"]} <= {*supported, None}:
        end = supported.index(span["last"]) + 1 if span["last"] else None
        return "python", list(supported[supported.index(span["first"]) : end])
    return None


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


class TellKinds(SphinxTransform):
    """Note the kind of a set, and what each of its tabs stands for."""

    default_priority = 2  # before translation: labels are told in one language

    def apply(self, **kwargs: object) -> None:
        """Look at all labels of each set."""
        del kwargs
        for tablist in self.document.findall(SphinxTabsTablist):
            found = [
                kind_of(tab.astext(), self.config.evidence_versions) for tab in tablist.children
            ]
            kinds = {kind[0] if kind else "" for kind in found}
            if len(kinds) > 1 or "" in kinds:
                continue
            tablist["data-kind"] = kinds.pop()
            for tab, kind in zip(tablist.children, found, strict=True):
                tab["data-values"] = " ".join(kind[1] if kind else [])


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
            tab.attributes.pop("name", None)  # for the script of sphinx-tabs, which is not used
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
    """Register the transforms."""
    upstream.JS_FILES.clear()  # this site has its own
    app.add_transform(GiveSource)
    app.add_transform(TellKinds)
    app.add_post_transform(FinishTabs)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
