"""Draw a card for each page, which is shown where the page is shared: its title, and the mark.

Cards are 1200 x 630 pixels, the size that the readers of Open Graph ask for, in few colours. One
that has been drawn is kept beside the doctrees and taken again.

They need a font with Chinese glyphs. On a machine without one the build says so, and every page of
a language gets the card in ``docs/_cards/``: that of the home page, copied from a site that was
built where there is such a font.
"""

import hashlib
import shutil
from functools import cache
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from PIL import Image, ImageDraw, ImageFont
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

SIZE: Final = (1200, 630)
"""Width and height in pixels."""
FOLDER: Final = "_cards"
FONTS: Final = (
    # Noto has all of Chinese, Japanese and Korean in one file: number 2 of it is simplified.
    ("NotoSansCJK-Bold.ttc", 2),
    ("NotoSansCJKsc-Bold.otf", 0),
    ("NotoSansSC-Bold.otf", 0),
    ("SourceHanSansSC-Bold.otf", 0),
    ("SourceHanSansCN-Bold.otf", 0),
    ("Hiragino Sans GB.ttc", 0),
    ("msyhbd.ttc", 0),
    ("wqy-microhei.ttc", 0),
    ("wqy-zenhei.ttc", 0),
)
"""File names, and the number of the face in it; Pillow looks for them where systems keep fonts."""
_FOR_ALL: Final = Path(__file__).resolve().parents[1] / FOLDER
_MARGIN: Final = 84
_TITLE, _SMALL = 76, 38  # sizes of letters, in pixels
_LINES: Final = 3
_BACK, _INK, _ACCENT, _FAINT = "#0b4f42", "#ffffff", "#9fe3c9", "#0e5c4d"
_COLOURS: Final = 16
# No line begins with these, and none ends with those.
_NOT_FIRST: Final = "，。、；：？！）》”’…,.;:?!)"
_NOT_LAST: Final = "（《“‘("

_logger = logging.getLogger(__name__)


@cache
def font(size: int) -> ImageFont.FreeTypeFont | None:
    """Return a font with Chinese glyphs, None where there is no such font.

    :param size: of the letters, in pixels
    """
    for name, number in FONTS:
        try:
            return ImageFont.truetype(name, size, index=number)
        except OSError:
            continue
    return None


def lacks(face: ImageFont.FreeTypeFont, text: str) -> str:
    """Return the characters of a text that a font has no glyphs for."""
    box = bytes(face.getmask("\uffff"))  # which is no character
    return "".join(it for it in dict.fromkeys(text) if bytes(face.getmask(it)) == box)


def wrap(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Break a text into lines: between words, and between Chinese characters.

    :param text: the text
    :param face: the font
    :param width: of a line at most, in pixels
    """
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and face.getlength(lines[-1] + piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return lines


def _pieces(text: str) -> list[str]:
    """Return what may not be broken: words with the space after them, and single characters."""
    pieces: list[str] = []
    for letter in text:
        word = letter.isascii() and letter != " "
        joined = pieces and (
            letter == " "
            or letter in _NOT_FIRST
            or pieces[-1][-1] in _NOT_LAST
            or (word and pieces[-1][-1].isascii() and pieces[-1][-1] != " ")
        )
        if joined:
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def draw(title: str, around: str, project: str) -> Image.Image | None:
    """Return the card; None without a font for it.

    :param title: of the page
    :param around: what stands above it: what it is a part of, or what the book is
    :param project: the name of the book
    """
    large, small = font(_TITLE), font(_SMALL)
    if not large or not small or lacks(large, title + around + project):
        return None
    card = _drawn(title, around, project, large, small)
    # Few colours make a small file, and between two of them the edges of letters stay smooth.
    return card.quantize(palette=_colours(large, small), dither=Image.Dither.NONE)


def _drawn(
    title: str,
    around: str,
    project: str,
    large: ImageFont.FreeTypeFont,
    small: ImageFont.FreeTypeFont,
) -> Image.Image:
    card = _background().copy()
    pen = ImageDraw.Draw(card)
    pen.text((_MARGIN, 84), around, _ACCENT, small)
    lines = wrap(title, large, SIZE[0] - 2 * _MARGIN)[:_LINES]
    for number, line in enumerate(lines):
        pen.text((_MARGIN, 158 + number * 104), line, _INK, large)
    pen.text((_MARGIN + 88, SIZE[1] - 118), project, _INK, small)
    return card


@cache
def _colours(large: ImageFont.FreeTypeFont, small: ImageFont.FreeTypeFont) -> Image.Image:
    """Return the colours of all cards, as a card has them: to find them anew takes long."""
    words = "Run First"
    return _drawn(words, words, words, large, small).quantize(_COLOURS, dither=Image.Dither.NONE)


@cache
def _background() -> Image.Image:
    """Return what all cards have: the mark, small beside the name and large behind the title."""
    scale = 2  # drawn larger: Pillow's lines have no smooth edges
    width, height = SIZE
    sheet = Image.new("RGB", (width * scale, height * scale), _BACK)
    pen = ImageDraw.Draw(sheet)
    _mark(pen, (width - 560) * scale, 20 * scale, 20 * scale, (_FAINT, _FAINT))
    _mark(pen, (_MARGIN - 18) * scale, (height - 134) * scale, 2.6 * scale, (_INK, _ACCENT))
    return sheet.resize(SIZE, Image.Resampling.LANCZOS)


def _mark(
    pen: ImageDraw.ImageDraw, left: float, top: float, unit: float, colours: tuple[str, str]
) -> None:
    """Draw the lines of _static/mark.svg, which has 32 units in width and height."""
    lines: tuple[list[tuple[float, float]], ...] = (
        [(8, 9), (14, 16), (8, 23)],
        [(16, 19.5), (19.5, 23), (26, 14)],
    )
    radius = 1.5 * unit
    for line, colour in zip(lines, colours, strict=True):
        points = [(left + x * unit, top + y * unit) for x, y in line]
        pen.line(points, colour, round(2 * radius), "curve")
        for x, y in points:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), colour)


def card_address(app: Sphinx, pagename: str) -> str:
    """Return the address of the card of a page."""
    return f"{app.config.html_baseurl}{FOLDER}/{pagename}.png"


def _write(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    del templatename
    if doctree is None or app.builder.name != "html":
        return
    words = context["page_name"], context["page_around"], app.config.project
    source = hashlib.sha256(repr(words).encode() + Path(__file__).read_bytes()).hexdigest()
    kept = Path(app.doctreedir) / FOLDER / f"{source[:16]}.png"
    if not kept.exists():
        card = draw(*words)
        if card is None:
            kept = _FOR_ALL / f"{app.config.language}.png"
            _note_once(kept)
        else:
            kept.parent.mkdir(exist_ok=True)
            card.save(kept)  # to optimize it would save 1 of 18 kB, and take ten times as long
    target = Path(app.outdir) / FOLDER / f"{pagename}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, target)


@cache
def _note_once(instead: Path) -> None:
    _logger.info(
        "social cards: no font here has all glyphs: pages get %s instead of a card of their own; "
        "install Debian's fonts-noto-cjk, or another of %s",
        instead.name,
        ", ".join(name for name, _number in FONTS),
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handler."""
    app.connect("html-page-context", _write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
