"""Style sheets and scripts: small, one style sheet a page, and named by what is in them.

What has a name by its content never changes, so that browsers may keep it for ever:
https://developer.mozilla.org/docs/Web/HTTP/Guides/Caching#cache_busting
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import rjsmin  # type: ignore[import-untyped]  # it has no types

from assembly.draft import Draft
from assembly.used_styles import keep_used, vocabulary

_HEAD: Final = re.compile(r"<head>.*?</head>", re.DOTALL)
_SHEET: Final = re.compile(
    r"""\s*(?:<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="(?P<href>[^"?#]+)[^>]*>"""
    r"""|<style>(?P<text>.*?)</style>)""",
    re.DOTALL,
)
_SCRIPT: Final = re.compile(r"<script(?:\s[^>]*)?>(.*?)</script>", re.DOTALL)
_REFERENCE: Final = re.compile(r'(?<==")(?P<address>[^"]*\b_static/[^"?#]*\.js)(\?[^"]*)?(?=")')


def add(draft: Draft) -> None:
    """Give every page one small style sheet, and all that pages load from ``_static`` its name.

    :param draft: the site
    :raises ValueError: when a style sheet cannot be parsed, or loads a file
    """
    pages = {path: path.read_text("utf-8") for path in sorted(draft.html.rglob("*.html"))}
    for language in sorted({static.parent for static in draft.html.glob("*/_static")}):
        names = _finish_scripts(language / "_static")
        for path, page in pages.items():
            if path.is_relative_to(language):
                pages[path] = _rename_scripts(page, names)
    scripts = [text for page in pages.values() for text in _SCRIPT.findall(page)]
    scripts += [file.read_text("utf-8") for file in draft.html.glob("*/_static/**/*.js")]
    sheets = _Sheets(vocabulary(pages.values(), scripts))
    for path, page in pages.items():
        path.write_text(sheets.bundle(path, page), "utf-8")
    _drop_unused(draft.html)


def content_name(name: str, content: bytes) -> str:
    """Return a file's name with a digest of what is in it, as ``site.0123456789ab.css``.

    :param name: such as ``site.css``
    :param content: what is in the file
    """
    path = Path(name)
    return f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"


def _finish_scripts(static: Path) -> dict[str, str]:
    """Minify and rename the scripts of a folder; return their new names by the old ones."""
    names = {}
    for file in sorted(static.rglob("*.js")):
        content = rjsmin.jsmin(file.read_text("utf-8")).encode()
        new = file.with_name(content_name(file.name, content))
        file.unlink()
        new.write_bytes(content)
        names[file.relative_to(static).as_posix()] = new.relative_to(static).as_posix()
    return names


def _rename_scripts(page: str, names: Mapping[str, str]) -> str:
    def renamed(match: re.Match[str]) -> str:
        before, static, name = match["address"].rpartition("_static/")
        return before + static + names.get(name, name)

    return _REFERENCE.sub(renamed, page)


class _Sheets:
    """The style sheets of all pages: where two pages load the same ones, they get the same."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words
        self._done: dict[str, bytes] = {}

    def bundle(self, path: Path, page: str) -> str:
        """Return a page with one style sheet for all that it had."""
        head = _HEAD.search(page)
        found = [*_SHEET.finditer(head[0])] if head else []
        linked = [match["href"] for match in found if match["href"]]
        if not head or not linked:
            return page
        text = "".join(
            match["text"] or self._read((path.parent / match["href"]).resolve()) for match in found
        )
        if text not in self._done:
            self._done[text] = keep_used(
                text, self._words, f"the style sheets of {path}, together"
            ).encode()
        content = self._done[text]
        folder, static, _name = linked[0].rpartition("_static/")
        href = folder + static + content_name("styles.css", content)
        (path.parent / href).write_bytes(content)
        links = iter([f'\n<link rel="stylesheet" href="{href}">'])
        return (
            page[: head.start()]
            + _SHEET.sub(lambda _match: next(links, ""), head[0])
            + page[head.end() :]
        )

    @staticmethod
    def _read(file: Path) -> str:
        return file.read_text("utf-8").removeprefix("\ufeff").replace('@charset "UTF-8";', "")


def _drop_unused(html: Path) -> None:
    """Delete what stands in ``_static`` and no page, script or style sheet names."""
    naming = [file.read_text("utf-8") for file in html.rglob("*.html")]
    naming += [file.read_text("utf-8") for file in html.glob("*/_static/*.js")]
    naming += [file.read_text("utf-8") for file in html.glob("*/_static/styles.*.css")]
    text = "\n".join(naming)
    for file in html.glob("*/_static/**/*"):
        if file.is_file() and file.name not in text:
            file.unlink()
    for folder in sorted(html.glob("*/_static/**/"), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
