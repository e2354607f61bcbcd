"""Let the path over a block of code break after its slashes and underscores, on narrow screens."""

import re
from typing import Final

from assembly.draft import Draft

_CAPTION: Final = re.compile(
    r'(?<=<div class="code-block-caption">)<span class="caption-text"><code[^>]*>.*?</code>',
    re.DOTALL,
)
# The text of an element, not its tags.
_PLACE: Final = re.compile(r"(?P<sign>[/_])(?=\w)(?=[^<>]*<)")


def add(draft: Draft) -> None:
    """Mark the places in every page.

    :param draft: the site
    """
    for path in sorted(draft.html.rglob("*.html")):
        page = path.read_text("utf-8")
        marked = _CAPTION.sub(lambda it: _PLACE.sub(r"\g<sign><wbr>", it[0]), page)
        if marked != page:
            path.write_text(marked, "utf-8")
