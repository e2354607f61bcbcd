"""Say in the head of each page what it is: title, description, and how it looks when shared.

The description is made of the page's own first sentences, in its own language: as many as fit of
what stands before anything else, and of what follows only where that is too short. So it cannot
contradict the page, and nobody has to keep it up to date or translate it apart.

The properties are those of the Open Graph protocol (https://ogp.me); where a page is shared, they
become a card with its picture (see social_cards). Pages that Sphinx makes by itself, such as the
search, are not for search engines.

In the context, templates and other extensions find ``page_name``, ``page_around`` (what it is a
part of), ``page_title`` (all of it) and ``page_description``.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import Any, Final, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.typing import ExtensionMetadata

from social_cards import SIZE, card_address


class Limits(NamedTuple):
    """How long a description is, in characters; what is longer is cut off by search engines."""

    least: int
    most: int


LIMITS: Final = {"zh-CN": Limits(25, 80), "en": Limits(50, 160)}
CHANGES: Final = "changelog"
"""The page that there is a feed of."""
_OPEN_GRAPH_LOCALE: Final = {"zh-CN": "zh_CN", "en": "en_GB"}
# The end of a sentence, with what closes a quotation after it.
_SENTENCE: Final = re.compile(r".*?(?:[。！？]+[”’）]*|[.!?]+[”’)]*(?=\s|$)|$)\s*", re.DOTALL)
_CLAUSE: Final = re.compile(r"[，；：,;:](?=\s|[^\d])|\s")


def describe(beginning: Iterable[str], rest: Iterable[str], limits: Limits) -> str:
    """Return the first sentences of a page, as many as fit; one too many is cut after a clause.

    :param beginning: the paragraphs before anything else
    :param rest: the paragraphs after them, for a page whose beginning is too short
    :param limits: of the length
    """
    text = _filled("", beginning, limits)
    return text if len(text) >= limits.least else _filled(text, rest, limits)


def _filled(text: str, paragraphs: Iterable[str], limits: Limits) -> str:
    for sentence in _sentences(paragraphs):
        longer = _joined(text, sentence)
        if len(longer) <= limits.most:
            text = longer
        elif len(text) >= limits.least:
            break
        else:
            text = _cut(longer, limits.most)
            break
    return text


def _sentences(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from filter(None, (it.strip() for it in _SENTENCE.findall(paragraph)))


def _joined(text: str, sentence: str) -> str:
    space = " " if text and text[-1].isascii() else ""
    return f"{text}{space}{sentence}"


def _cut(text: str, most: int) -> str:
    """Cut after the last clause, or word, of at most so many characters."""
    ends = [match.start() for match in _CLAUSE.finditer(text, 0, most)]
    # A Chinese clause is marked; where there is none, anything is a word.
    kept = text[: ends[-1] if ends else most - 1]
    return f"{kept.rstrip('，；：,;: ')}…"


def _paragraphs(doctree: nodes.document) -> tuple[list[str], list[str]]:
    """Return the running text before anything else, and after: no lists, tables, notes or tabs."""
    beginning: list[str] = []
    rest: list[str] = []
    for paragraph in doctree.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        section = paragraph.parent
        # What ends with a colon announces something that is not running text.
        if not isinstance(section, nodes.section) or text.endswith((":", "：")):
            continue
        before = section.children[1 : section.index(paragraph)]  # the title is the first
        first = isinstance(section.parent, nodes.document) and all(
            isinstance(it, nodes.paragraph | nodes.Invisible) for it in before
        )
        (beginning if first else rest).append(text)
    return beginning, rest


def plain(html: str) -> str:
    """Return the text of a title, which Sphinx gives as HTML."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def without_number(title: str) -> str:
    """Return a title without the number of its section."""
    return re.sub(r"^[\d.]+\s+", "", title)


def _add(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    del templatename
    if app.builder.name != "html":
        return  # a book has a cover of its own
    if doctree is None:
        context["metatags"] = '\n<meta name="robots" content="noindex">'
        return
    project = app.config.project
    home = pagename == app.config.root_doc
    context["page_name"] = name = without_number(plain(context["title"]))
    if home:
        about = str(_("a tutorial on Python sockets and processes"))
        around = f"{about[0].upper()}{about[1:]}"
        title = f"{project}{_(': ')}{about}"
    else:
        # Most titles say little by themselves.
        parents = [without_number(plain(it["title"])) for it in context["parents"][-1:]]
        around = parents[0] if parents else ""
        title = " · ".join([plain(context["title"]), *parents, project])
    context["page_around"], context["page_title"] = around, title
    tag = context["language"]
    description = describe(*_paragraphs(doctree), LIMITS[tag])
    context["page_description"] = description
    width, height = SIZE
    properties = {
        "og:type": "website" if home else "article",
        "og:site_name": project,
        "og:title": title if home else name,
        "og:description": description,
        "og:url": context["pageurl"],
        "og:locale": _OPEN_GRAPH_LOCALE[tag],
        "og:locale:alternate": next(it for key, it in _OPEN_GRAPH_LOCALE.items() if key != tag),
        "og:image": card_address(app, pagename),
        "og:image:width": str(width),
        "og:image:height": str(height),
        "og:image:alt": title,
    }
    named = {"description": description, "twitter:card": "summary_large_image"}
    machines = {"text/markdown": f"{pagename.rpartition('/')[2]}.html.md"}
    if CHANGES in app.env.found_docs:
        machines["application/atom+xml"] = context["pathto"]("changes.xml", resource=True)
    context["metatags"] += "".join(
        f'\n<link rel="alternate" type="{kind}" href="{href}">' for kind, href in machines.items()
    )
    context["metatags"] += "".join(
        f'\n<meta {key}="{it}" content="{escape(content)}">'
        for key, group in (("name", named), ("property", properties))
        for it, content in group.items()
        if content  # a page without a sentence has no description
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handler, before those that use what it finds."""
    app.connect("html-page-context", _add, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
