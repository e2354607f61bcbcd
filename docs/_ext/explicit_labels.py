"""Demand an explicit label of every heading, and make it the heading's only id.

A Chinese heading gets ``id1``, ``id2`` … from docutils: the ids follow its position, so that links
from outside break when a heading is added. A label of one's own stays, and is the same in both
languages.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

_logger = logging.getLogger(__name__)


class ExplicitLabels(SphinxTransform):
    """Drop the generated ids of headings; warn where there is no other."""

    default_priority = 262  # just after Sphinx's SortIds

    def apply(self, **kwargs: object) -> None:
        """Look at every section of the page."""
        del kwargs
        named = self.document.nameids
        explicit = {named.get(name) for name, own in self.document.nametypes.items() if own}
        for section in self.document.findall(nodes.section):
            ids = [identifier for identifier in section["ids"] if identifier in explicit]
            if ids:
                section["ids"] = ids
            else:
                heading = section.next_node(nodes.title)
                _logger.warning(
                    "heading without a label of its own: put (a-label)= above %r",
                    heading.astext() if heading else "",
                    location=heading or section,
                )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the transform."""
    app.add_transform(ExplicitLabels)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
