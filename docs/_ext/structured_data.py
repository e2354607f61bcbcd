"""Tell machines what the book is made of: JSON-LD in the head of each page, after schema.org.

The home page is the book with its chapters, a page of the toctree a part of what is above it. The
Chinese book is the original, the English one its translation. Being data and no script, the
element is not held back by a Content-Security-Policy without ``unsafe-inline``
(https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element).
"""

import json
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from language_links import LANGUAGES
from page_metadata import plain, without_number
from social_cards import card_address

LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
ORIGINAL: Final = LANGUAGES[0].tag
"""The language that the pages are written in."""
BOOK: Final = "#book"
"""What the identifier of the book adds to the address of its home page."""


def _add(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    del templatename
    if doctree is None or app.builder.name != "html":
        return
    tag = context["language"]
    home = pagename == app.config.root_doc
    address = context["pageurl"]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "TechArticle",
        "@id": f"{address}{BOOK}" if home else address,
        "url": address,
        "name": context["page_name"],
        "description": context["page_description"],
        "inLanguage": tag,
        "license": LICENSE,
        "image": card_address(app, pagename),
        "isAccessibleForFree": True,
    }
    site: str = app.config.language_links_site
    for language in LANGUAGES:
        if language.tag != tag:
            key = "workTranslation" if tag == ORIGINAL else "translationOfWork"
            other = f"{site}/{language.folder}/{pagename}.html"
            data[key] = {"@id": f"{other}{BOOK}" if home else other}
    if home:
        data |= {
            "@type": "Book",
            "author": {"@type": "Organization", "name": app.config.author},
            "version": app.config.version,
            "hasPart": [_chapter(app, number) for number in _numbered(app)],
        }
    else:
        data["isPartOf"] = {"@id": _above(app, pagename)}
        number = app.env.toc_secnumbers.get(pagename, {}).get("", ())
        if len(number) == 1:
            data |= {"@type": "Chapter", "position": number[0]}
    # "<" would end the element, if it began "</script".
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    context["metatags"] += f'\n<script type="application/ld+json">{text}</script>'


def _numbered(app: Sphinx) -> list[str]:
    """Return the chapters."""
    pages = app.env.toctree_includes.get(app.config.root_doc, [])
    return [page for page in pages if app.env.toc_secnumbers.get(page, {}).get("")]


def _chapter(app: Sphinx, pagename: str) -> dict[str, Any]:
    address = f"{app.config.html_baseurl}{pagename}.html"
    return {
        "@type": "Chapter",
        "@id": address,
        "url": address,
        "position": app.env.toc_secnumbers[pagename][""][0],
        "name": without_number(plain(app.env.titles[pagename].astext())),
    }


def _above(app: Sphinx, pagename: str) -> str:
    """Return the identifier of what a page is a part of: a chapter, a section, or the book."""
    base, home = app.config.html_baseurl, app.config.root_doc
    for above, pages in app.env.toctree_includes.items():
        if pagename in pages and above != home:
            return f"{base}{above}.html"
    return f"{base}{home}.html{BOOK}"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handler, after that of page_metadata."""
    app.connect("html-page-context", _add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
