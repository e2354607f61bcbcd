"""Say which language a phrase is in where it is not that of the page.

A screen reader then changes its voice, and a browser takes the glyphs of that language:
https://www.w3.org/TR/WCAG22/#language-of-parts. On an English page all Chinese is marked, in code
and outputs too. On a Chinese page English phrases of two words or more are marked, outside code:
single words are names and terms, which WCAG leaves out, and which a Chinese voice reads as well.
"""

import re
from collections.abc import Iterator
from typing import Final

from assembly.draft import Draft

_HAN: Final = "\u3001-\u303f\u3400-\u9fff\uff01-\uff5e"
_CHINESE: Final = re.compile(rf"[{_HAN}]+(?:[\s\u2014\u201c\u201d\u2026]+[{_HAN}]+)*")
# Words and the spaces between them; a word in small letters among them: other phrases are names.
_WORD: Final = r"[A-Za-z][A-Za-z'\u2019-]*"
_ENGLISH: Final = re.compile(
    rf"(?<![\w.&/_-])(?=[\w\s'\u2019-]*?\b[a-z]{{2,}}){_WORD}(?:\s{_WORD})+(?![\w.;/_-])"
)
FOREIGN: Final = {"en": ("zh-CN", _CHINESE), "zh": ("en", _ENGLISH)}
"""By folder of the site: the other language, and what it looks like."""
_CODE: Final = {"code", "kbd", "pre", "samp"}
_NO_TEXT: Final = {"noscript", "option", "output", "script", "style", "svg", "textarea", "title"}
_VOID: Final = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_PART: Final = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^>]*)>|[^<]+|<", re.DOTALL
)
_BODY: Final = re.compile(r"(?<=<body).*(?=</body>)", re.DOTALL)


def add(draft: Draft) -> None:
    """Mark the foreign phrases of every page.

    :param draft: the site
    """
    for folder, (tag, pattern) in FOREIGN.items():
        for path in sorted((draft.html / folder).rglob("*.html")):
            page = path.read_text("utf-8")
            body = _BODY.search(page)
            if body:
                marked = "".join(_parts(body[0], tag, pattern))
                path.write_text(page[: body.start()] + marked + page[body.end() :], "utf-8")


def _parts(html: str, tag: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield the page again, piece by piece, with its phrases marked."""
    skipped = _NO_TEXT | (_CODE if tag == "en" else set())
    inside: list[tuple[str, bool]] = []
    """the elements that are open, and whether text in them is to be left as it is"""
    for part in _PART.finditer(html):
        name = (part["name"] or "").lower()
        if part["end"]:
            while inside and inside.pop()[0] != name:
                pass  # an element that HTML lets end with the one around it
        elif name and name not in _VOID and not part["rest"].endswith("/"):
            around = inside[-1][1] if inside else False
            leave = around or name in skipped or " lang=" in part["rest"]
            inside.append((name, leave))
        if name or part[0].startswith("<!--") or (inside and inside[-1][1]):
            yield part[0]
        else:
            yield pattern.sub(rf'<span lang="{tag}">\g<0></span>', part[0])
