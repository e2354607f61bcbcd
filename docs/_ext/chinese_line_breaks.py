"""Join the lines of a Chinese paragraph without a space.

The pages have one sentence a line. A browser shows a line break as a space, which Chinese does not
put between sentences.
"""

import re
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

_PUNCTUATION: Final = "\u2014\u2018-\u201d\u2026\u3001-\u301f\uff01-\uff5e"
_IDEOGRAPHS: Final = "\u3400-\u9fff"
# After or before full-width punctuation, and between two ideographs.
_NEEDLESS: Final = re.compile(
    rf"(?<=[{_PUNCTUATION}])\n|\n(?=[{_PUNCTUATION}])|(?<=[{_IDEOGRAPHS}])\n(?=[{_IDEOGRAPHS}])"
)


class JoinLines(SphinxPostTransform):
    """Remove the line breaks that would become a space too many."""

    default_priority = 800  # when references have their text

    def run(self, **kwargs: object) -> None:
        """Go through the paragraphs; bold or code may stand on either side of a break."""
        del kwargs
        if not str(self.config.language).startswith("zh"):
            return
        for paragraph in self.document.findall(nodes.paragraph):
            whole = paragraph.astext()
            needless = {match.start() for match in _NEEDLESS.finditer(whole)}
            position = 0
            for text in list(paragraph.findall(nodes.Text)):
                kept = "".join(
                    letter for place, letter in enumerate(text, position) if place not in needless
                )
                position += len(text)
                if len(kept) < len(text):
                    text.parent.replace(text, nodes.Text(kept))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the transform."""
    app.add_post_transform(JoinLines)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
