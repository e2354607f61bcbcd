"""Link each term of the glossary where a page first uses it, and sort the glossary itself.

A reader may land on any page, so the first use on each page is linked, not only the first in a
chapter: in running prose, that is, not in headings, captions, code, tabs, or the heads of tables
and definitions. It is done when the page is written, in the language of the page: nobody marks
terms by hand, in either language.

The definitions stand in ``glossary.md``, in Sphinx's ``{glossary}``, and are translated in its
catalog. How to recognise the terms is told by ``glossary.toml`` beside ``conf.py``:

.. code-block:: toml

    # Phrases in which the word of a term means something else.
    skip = { zh = ["锁文件"], en = ["lock file"] }

    [[term]]
    id = "lock"                # of its place on the page, in both languages
    zh = ["锁", "互斥锁"]       # forms that are linked; the first is the name in the glossary
    en = ["lock", "locks"]
    also = ["locked"]          # optional: forms that translate it too, but are not linked

What else stands in the file is for the tests.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata
from sphinx_tabs.tabs import SphinxTabsTab  # type: ignore[import-untyped]  # it has no types

PAGE: Final = "glossary"
_NOT_PROSE: Final = (
    nodes.FixedTextElement,
    nodes.caption,
    nodes.literal,
    nodes.reference,
    nodes.term,
    nodes.thead,
    nodes.title,
    addnodes.download_reference,
    addnodes.toctree,
    SphinxTabsTab,
)

_logger = logging.getLogger(__name__)


def language_of(config: Config) -> str:
    """Return the language of the pages, as it is called in the data."""
    return "zh" if str(config.language).startswith("zh") else "en"


def forms(data: dict[str, Any], language: str) -> dict[str, str]:
    """Return the id of each form that is linked; the form is in lower case."""
    return {form.lower(): term["id"] for term in data["term"] for form in term[language]}


def pattern(data: dict[str, Any], language: str) -> re.Pattern[str]:
    """Return what finds all forms, and the phrases to skip, the longest first."""
    phrases = sorted({*forms(data, language), *data["skip"][language]}, key=len, reverse=True)
    found = "|".join(map(re.escape, phrases))
    # Chinese puts no space between words.
    return re.compile(
        found if language == "zh" else rf"(?<![\w-])(?:{found})(?![\w-])", re.IGNORECASE
    )


def split(
    text: str, finder: re.Pattern[str], ids: dict[str, str], seen: set[str]
) -> Iterator[tuple[str, str]]:
    """Cut a text at the terms that are new on the page.

    :param text: the text between two other elements
    :param finder: what :func:`pattern` returned
    :param ids: what :func:`forms` returned
    :param seen: ids of the terms used before on the page; those that are found are added
    :return: each piece, with the id of its term, or "" where there is nothing to link
    """
    done = 0
    for match in finder.finditer(text):
        term = ids.get(match[0].lower(), "")
        if term and term not in seen:
            seen.add(term)
            if match.start() > done:
                yield text[done : match.start()], ""
            yield match[0], term
            done = match.end()
    if done < len(text):
        yield text[done:], ""


def anchor(term: str) -> str:
    """Return the id of a term's place on the page of the glossary."""
    return f"term-{term}"


class LinkFirstUse(SphinxPostTransform):
    """Make the first use of each term a link to its definition."""

    default_priority = 850  # when lines are joined and references have their text
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Go through the prose of a page of a chapter: only these stand in a folder."""
        del kwargs
        docname = self.env.current_document.docname
        data = self.config.glossary_terms
        if not data or "/" not in docname:
            return
        language = language_of(self.config)
        finder, ids, seen = pattern(data, language), forms(data, language), set[str]()
        page = self.app.builder.get_relative_uri(docname, PAGE)
        for text in [text for text in self.document.findall(nodes.Text) if _is_prose(text)]:
            pieces = list(split(text, finder, ids, seen))
            if any(term for _piece, term in pieces):
                text.parent.replace(text, [_node(piece, term, page) for piece, term in pieces])


def _is_prose(text: nodes.Text) -> bool:
    around = text.parent
    while around is not None:
        if isinstance(around, _NOT_PROSE):
            return False
        around = around.parent
    return True


def _node(piece: str, term: str, page: str) -> nodes.Node:
    if not term:
        return nodes.Text(piece)
    place = f"{page}#{anchor(term)}"
    return nodes.reference(
        "", nodes.Text(piece), internal=True, refuri=place, classes=["glossary-term"]
    )


class SortGlossary(SphinxTransform):
    """Sort the terms in the language of the page, and give them ids that stay.

    Sphinx numbers the ids of Chinese terms, so that they would move with each new term.
    """

    default_priority = 30  # just after Sphinx's Locale, which translates

    def apply(self, **kwargs: object) -> None:
        """Go through the glossary; say which terms it and the data do not share."""
        del kwargs
        data = self.config.glossary_terms
        if self.env.current_document.docname != PAGE or not data:
            return
        language = language_of(self.config)
        known = {term[language][0]: term for term in data["term"]}
        for glossary in self.document.findall(addnodes.glossary):
            (terms,) = glossary.findall(nodes.definition_list)
            heads = {item: next(item.findall(nodes.term)) for item in terms}
            names = {item: head.astext() for item, head in heads.items()}
            for name in sorted(known.keys() ^ names.values()):
                where = "glossary.md" if name in known else "glossary.toml"
                _logger.warning("%r is not in %s", name, where, location=glossary)
            terms[:] = sorted(terms, key=lambda item: _order(names[item], language))
            for item, name in names.items():
                if name in known:
                    self._mark(heads[item], known[name], language)

    def _mark(self, node: nodes.term, term: dict[str, Any], language: str) -> None:
        """Give a term its id, wherever Sphinx noted the old one, and show its English name."""
        old, new = node["ids"][0], anchor(term["id"])
        node["ids"] = [new]
        for index in node.findall(addnodes.index):
            index["entries"] = [(*entry[:2], new, *entry[3:]) for entry in index["entries"]]
        standard = self.env.domains.standard_domain
        for name, place in standard._terms.items():  # noqa: SLF001 - what the role {term} looks up
            if place == (PAGE, old):
                standard._terms[name] = (PAGE, new)  # noqa: SLF001 - likewise
        # MyST would take it for another target of a label such as `process`.
        for key in [key for key, place in standard.objects.items() if place == (PAGE, old)]:
            del standard.objects[key]
        if language == "zh" and term["en"][0] != term["zh"][0]:
            node += nodes.inline(text=f" {term['en'][0]}", classes=["language-en", "in-english"])


def _order(name: str, language: str) -> bytes | str:
    """Return what sorts a name: in Chinese by Pinyin, as in a dictionary.

    The characters of level 1 of GB 2312 are in the order of their Pinyin. They are all that are
    in common use; a test sees to it that every term is made of them.
    """
    return name.encode("gb2312") if language == "zh" else name.lower()


def _load(app: Sphinx, config: Config) -> None:
    """Make the data a setting: when they change, Sphinx reads and writes every page again."""
    file = Path(app.confdir, "glossary.toml")
    config.glossary_terms = {}
    if not file.is_file():
        return
    text = file.read_text("utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        _logger.warning("%s: %s", file, error)
        return
    # The parser does not tell where a table begins.
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[term]]"]
    faults = [f"{file}: has no {key!r}" for key in ("skip", "term") if key not in data]
    faults += [
        f"{file}:{line}: this term has no {key!r}"
        for line, term in zip(lines, data.get("term", []), strict=True)
        for key in ("id", "zh", "en")
        if not term.get(key)
    ]
    for fault in faults:
        _logger.warning(fault)
    if not faults:
        config.glossary_terms = data


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register both transforms, and the setting with the data."""
    app.add_config_value("glossary_terms", {}, "env", dict)
    app.connect("config-inited", _load)
    app.add_transform(SortGlossary)
    app.add_post_transform(LinkFirstUse)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
