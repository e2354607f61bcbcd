"""Say of each letter in a PDF which one it is, where the font has one drawing for several.

Noto Sans CJK, as other fonts, draws a radical and the ideograph it comes from once: 一 (U+4E00) and
⼀ (U+2F00). Chromium takes the first letter that the font has the drawing for, so that a search
for 一 finds nothing, and what is copied only looks right. The pairs of the block of Kangxi radicals
are those of Unicode (NFKC); those of the block after it have no such mapping, and are the ones that
share a drawing in Noto Sans CJK SC 2.004.
"""

import re
import unicodedata
from typing import Final

import pikepdf

_PAIRS: Final = (
    "⺂乛⺃乚⺅亻⺉刂⺋㔾⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺠民⺡氵⺣灬⺤爫⺦丬⺨犭⺭礻⺯糹⺰纟⺱罓⺳㓁"
    "⺹耂⺺肀⺾艹⻂衤⻅见⻆角⻈讠⻉贝⻋车⻌辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼"
    "⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻮齿⻯竜⻰龙⻱龜⻲亀"
)
_MEANT: Final = {
    **{chr(it): unicodedata.normalize("NFKC", chr(it)) for it in range(0x2F00, 0x2FD6)},
    **dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)),
    "⼾": "户",  # NFKC has the traditional form
    "‒": "–",
    "〜": "～",
}
_ENTRIES: Final = re.compile(
    rb"begin(?P<kind>bfchar|bfrange)\n(?P<lines>.*?)end(?:bfchar|bfrange)", re.DOTALL
)
_LETTER: Final = re.compile(rb"(?P<code><[0-9A-F]+>) <(?P<letter>[0-9A-F]{4})>\n")
_RANGE: Final = re.compile(
    rb"<(?P<first>[0-9A-F]+)> <(?P<last>[0-9A-F]+)> <(?P<letter>[0-9A-F]{4})>\n"
)


def say_which(file: pikepdf.Pdf) -> None:
    """Mend the tables of letters (ISO 32000-2, 9.10.3) of all fonts.

    :param file: a PDF that Chromium has made
    """
    for font in file.objects:
        if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font:
            table = font["/ToUnicode"]
            table.write(mended(table.read_bytes()))


def mended(table: bytes) -> bytes:
    """Return a table that maps codes to the letters that are meant."""
    return _ENTRIES.sub(_mend_entries, table)


def _mend_entries(found: re.Match[bytes]) -> bytes:
    if found["kind"] == b"bfchar":
        return _LETTER.sub(
            lambda it: it["code"] + b" " + _meant(int(it["letter"], 16)) + b"\n", found[0]
        )
    return _RANGE.sub(_mend_range, found[0])


def _mend_range(found: re.Match[bytes]) -> bytes:
    """Name each letter of a range of which one is another than it seems."""
    first, last, letter = (int(found[name], 16) for name in ("first", "last", "letter"))
    letters = range(letter, letter + last - first + 1)
    if not any(chr(it) in _MEANT for it in letters):
        return found[0]
    names = b" ".join(_meant(it) for it in letters)
    return b"<%b> <%b> [%b]\n" % (found["first"], found["last"], names)


def _meant(letter: int) -> bytes:
    return b"<%04X>" % ord(_MEANT.get(chr(letter), chr(letter)))
