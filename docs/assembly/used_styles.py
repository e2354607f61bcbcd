"""What of a style sheet the pages use.

The theme and the highlighting have rules for much that this site has not. A rule stays if the pages
or the scripts name every element, class and id of one of its selectors; a custom property stays if
something reads it. States (``:hover``) and attributes count as met: they change.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

import tinycss2  # type: ignore[import-untyped]  # it has no types

_TAG: Final = re.compile(r"<([a-z][a-z0-9]*)([^>]*)>")
_NAMES: Final = re.compile(r'\b(?:class|id)="([^"]*)"')
_WORD: Final = re.compile(r"[\w-]+")
_STRING: Final = re.compile(r""""[^"\n]*"|'[^'\n]*'|`[^`]*`""")
_READ: Final = re.compile(r"var\(\s*(--[\w-]+)")
_NESTING: Final = ("container", "layer", "media", "supports")
_ANY_OF: Final = ("has", "is", "where")
Node: TypeAlias = Any
"""A node or token of tinycss2, which has no types."""


def vocabulary(pages: Iterable[str], scripts: Iterable[str]) -> frozenset[str]:
    """Return every element, class and id of the pages, and every word in the scripts' strings.

    :param pages: as HTML
    :param scripts: as JavaScript
    """
    words = {"html", "body"}
    for page in pages:
        for tag, attributes in set(_TAG.findall(page)):
            words.add(tag)
            for names in _NAMES.findall(attributes):
                words.update(names.split())
    for script in scripts:
        words.update(*map(_WORD.findall, _STRING.findall(script)))
    return frozenset(words)


def keep_used(css: str, words: frozenset[str], source: str) -> str:
    """Return a style sheet without comments, and without the rules and properties nothing uses.

    :param css: the style sheet
    :param words: the elements, classes and ids that there are
    :param source: what to call the style sheet in a message
    :raises ValueError: when it cannot be parsed, or loads a file: that would not be found from
        where the style sheet will be
    """
    read: frozenset[str] | None = None
    while True:
        used = "".join(_Pruner(words, read, source).rules(_parse_sheet(css)))
        # What was read only by a rule that is gone is read no more.
        now = frozenset(_READ.findall(used)) | {word for word in words if word.startswith("--")}
        if now == read:
            return used
        read = now


class _Pruner(NamedTuple):
    words: frozenset[str]
    read: frozenset[str] | None
    """custom properties that something reads; None as long as that is not known"""
    source: str

    def rules(self, found: Sequence[Node]) -> Iterator[str]:
        """Yield the rules that stay."""
        for rule in found:
            self._check(rule)
            if rule.type == "qualified-rule":
                yield from self._qualified(rule)
            elif rule.at_keyword in _NESTING and rule.content is not None:
                inner = "".join(self.rules(_parse(rule.content)))
                condition = tinycss2.serialize(rule.prelude).rstrip()
                if inner:
                    yield f"@{rule.at_keyword}{condition}{{{inner}}}"
            elif rule.at_keyword != "charset":
                yield rule.serialize()

    def _qualified(self, rule: Node) -> Iterator[str]:
        selectors = [one for one in _alternatives(rule.prelude) if self._matches(one)]
        body = ";".join(self._declarations(rule.content))
        if selectors and body:
            yield f"{','.join(tinycss2.serialize(one).strip() for one in selectors)}{{{body}}}"

    def _declarations(self, content: Sequence[Node]) -> Iterator[str]:
        for part in tinycss2.parse_blocks_contents(
            content, skip_comments=True, skip_whitespace=True
        ):
            self._check(part)
            if part.type != "declaration":
                yield part.serialize()
            elif self.read is None or not part.name.startswith("--") or part.name in self.read:
                value = tinycss2.serialize(part.value).strip()
                yield f"{part.name}:{value}{'!important' if part.important else ''}"

    def _check(self, node: Node) -> None:
        """Refuse what cannot be parsed or moved."""
        where = f"{self.source}:{node.source_line}"
        if node.type == "error":
            raise ValueError(f"{where}: {node.message}")
        if node.type == "at-rule" and node.at_keyword == "import":
            raise ValueError(f"{where}: a style sheet that loads another: put all into one")
        for token in node.value if node.type == "declaration" else ():
            is_function = token.type == "function" and token.lower_name == "url"
            if token.type == "url" or is_function:
                address = token.arguments[0].value if is_function else token.value
                if not address.startswith(("data:", "#")):
                    raise ValueError(f"{where}: it loads {address}: put a data: address there")

    def _matches(self, selector: Sequence[Node]) -> bool:
        """Tell whether everything that a selector names is there."""
        before: Node = None
        for token in selector:
            if token.type == "hash" or (token.type == "ident" and before == "."):
                named = token.value in self.words
            elif token.type == "ident" and before != ":":
                named = token.lower_value in self.words
            elif token.type == "function" and token.lower_name in _ANY_OF:
                named = any(self._matches(one) for one in _alternatives(token.arguments))
            else:
                named = True
            if not named:
                return False
            before = token
        return True


@functools.cache  # pages of each kind have the same sheets, and parsing is slow
def _parse_sheet(css: str) -> Sequence[Node]:
    return _parse(css)


def _parse(content: str | Sequence[Node]) -> Sequence[Node]:
    rules: list[Node] = tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True)
    return rules


def _alternatives(tokens: Sequence[Node]) -> list[list[Node]]:
    """Split a list of selectors at its commas."""
    found: list[list[Node]] = [[]]
    for part in tokens:
        if part == ",":
            found.append([])
        else:
            found[-1].append(part)
    return found
