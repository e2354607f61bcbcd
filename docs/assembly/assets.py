"""Style sheets and scripts: small, and within the page, which is there at once with them.

For each file of its own a phone would wait for one more answer before it shows the text. What is
loaded later, by a script, has a name by its content, so that browsers may keep it for ever:
https://developer.mozilla.org/docs/Web/HTTP/Guides/Caching#cache_busting
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import rjsmin  # type: ignore[import-untyped]  # it has no types

from assembly.draft import Draft
from assembly.used_styles import keep_used, vocabulary

NAMED: Final = re.compile(r"\.[0-9a-f]{12}\.(?:css|js)$")
"""How the names of files end that are named by what is in them."""
_HEAD: Final = re.compile(r"<head>.*?</head>", re.DOTALL)
_SHEET: Final = re.compile(
    r"""\s*(?:<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="(?P<href>[^"?#]+)[^>]*>"""
    r"""|<style>(?P<text>.*?)</style>)""",
    re.DOTALL,
)
_SCRIPT: Final = re.compile(r"<script(?:\s[^>]*)?>(.*?)</script>", re.DOTALL)
_DEFERRED: Final = re.compile(
    r'\s*<script\b(?=[^>]*\bdefer\b)[^>]*\bsrc="(?P<address>[^"?#]*\b_static/[^"?#]*)[^>]*></script>'
)
_REFERENCE: Final = re.compile(
    r'(?<==")(?P<address>[^"]*\b_static/[^"?#]*\.(?:css|js))(?:\?[^"]*)?(?=")'
)

_AT_ONCE: Final = frozenset({"filter", "tab_sets"})
"""Scripts that change what is shown: later, it would move."""
_ALL_HAVE_RUN: Final = 'document.documentElement.dataset.scripts="run";'
"""Tells tests, and whoever else drives a browser, that a page may be used."""


def add(draft: Draft) -> None:
    """Put style sheets and deferred scripts into every page, and name what is loaded later.

    :param draft: the site
    :raises ValueError: when a style sheet cannot be parsed, or loads a file
    """
    html = draft.html
    pages = {path: path.read_text("utf-8") for path in sorted(html.rglob("*.html"))}
    texts = {path: path.read_text("utf-8") for path in sorted(html.glob("*/_static/**/*.js"))}
    within = {text for page in pages.values() for text in _SCRIPT.findall(page)}
    sheets = _Sheets(pages.values(), [*texts.values(), *within])
    scripts = {path: rjsmin.jsmin(text) for path, text in texts.items()}
    for path, page in pages.items():
        name = path.relative_to(html).as_posix()
        with_styles = sheets.bundle(path, page, f"{name}: its style sheets")
        pages[path] = _with_scripts(path, with_styles, scripts)
    names: dict[Path, str] = {}
    for path, page in pages.items():
        for file in _references(path, page):
            if file not in names and file.suffix == ".css":
                names[file] = _store(file, sheets.finish([file], None, file.name))
            elif file not in names:
                names[file] = _store(file, scripts[file])
    for file in scripts.keys() - names.keys():
        file.unlink()
    for path, page in pages.items():
        path.write_text(_rename(path, page, names), "utf-8")
    _drop_unused(html)


def content_name(name: str, content: bytes) -> str:
    """Return a file's name with a digest of what is in it, as ``site.0123456789ab.css``.

    :param name: such as ``site.css``
    :param content: what is in the file
    """
    path = Path(name)
    return f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"


def _store(file: Path, text: str) -> str:
    """Write a file anew under a name by its content; return the name."""
    content = text.encode()
    name = content_name(file.name, content)
    file.unlink(missing_ok=True)
    file.with_name(name).write_bytes(content)
    return name


def _with_scripts(path: Path, page: str, scripts: Mapping[Path, str]) -> str:
    """Return a page with its deferred scripts within it, after all the text.

    Those that change what is shown run there; the rest when the text has been drawn: they ask where
    things are, and nobody should wait for the answer.
    """
    found = [_target(path, match) for match in _DEFERRED.finditer(page)]
    end = page.rfind("</body>")
    if not found or end == -1:
        return page
    at_once = [file for file in found if file.stem in _AT_ONCE]
    late = [file for file in found if file.stem not in _AT_ONCE]
    texts = [f'<script data-from="{file.stem}">{scripts[file]}</script>\n' for file in at_once]
    if late:
        names = " ".join(file.stem for file in late)
        # One that fails does not keep the next from running.
        tasks = [f"setTimeout(()=>{{{it}}});" for it in [*map(scripts.get, late), _ALL_HAVE_RUN]]
        text = f"requestAnimationFrame(()=>{{{''.join(tasks)}}});"
        texts.append(f'<script data-from="{names}">{text}</script>\n')
    return _DEFERRED.sub("", page[:end]) + "\n" + "".join(texts) + page[end:]


def _references(path: Path, page: str) -> Iterator[Path]:
    """Yield the files that a page refers to, as they are called now."""
    for match in _REFERENCE.finditer(page):
        file = _target(path, match)
        if file.is_file():
            yield file


def _target(path: Path, match: re.Match[str]) -> Path:
    return Path(os.path.normpath(path.parent / match["address"]))


def _rename(path: Path, page: str, names: Mapping[Path, str]) -> str:
    """Put the new names where a page refers to files by their old ones."""

    def renamed(match: re.Match[str]) -> str:
        folder, slash, name = match["address"].rpartition("/")
        return folder + slash + names.get(_target(path, match), name)

    return _REFERENCE.sub(renamed, page)


class _Sheets:
    """The style sheets of all pages: those of one kind, which ask for the same files, get the same.

    So the policy of a whole site names a handful of them.
    """

    def __init__(self, pages: Iterable[str], scripts: Sequence[str]) -> None:
        kinds: dict[frozenset[str] | None, list[str]] = {None: [*pages]}
        for page in kinds[None]:
            kinds.setdefault(_kind(page), []).append(page)
        self._words = {kind: vocabulary(found, scripts) for kind, found in kinds.items()}
        self._finished: dict[tuple[str, frozenset[str] | None], str] = {}

    def bundle(self, path: Path, page: str, source: str) -> str:
        """Return a page with one style sheet within it for all that it had."""
        head = _HEAD.search(page)
        found = [*_SHEET.finditer(head[0])] if head else []
        if not head or not any(match["href"] for match in found):
            return page
        parts = [match["text"] or Path(path.parent, match["href"]) for match in found]
        styles = iter([f"\n<style>{self.finish(parts, _kind(page), source)}</style>"])
        sheets = _SHEET.sub(lambda _match: next(styles, ""), head[0])
        return page[: head.start()] + sheets + page[head.end() :]

    def finish(self, parts: Iterable[Path | str], kind: frozenset[str] | None, source: str) -> str:
        """Return what pages of a kind, None for all, use of some style sheets, files or texts."""
        text = "\n".join(
            part.read_text("utf-8") if isinstance(part, Path) else part for part in parts
        )
        # By what it is made of: parsing is slow, and most pages are of one kind.
        if (text, kind) not in self._finished:
            self._finished[text, kind] = keep_used(text, self._words[kind], source)
        return self._finished[text, kind]


def _kind(page: str) -> frozenset[str]:
    """Return the names of the style sheets and scripts that a page asks for."""
    head = _HEAD.search(page)
    asked = [match["href"] for match in _SHEET.finditer(head[0])] if head else []
    asked += [match["address"] for match in _DEFERRED.finditer(page)]
    return frozenset(address.rpartition("/")[2] for address in asked if address)


def _drop_unused(html: Path) -> None:
    """Delete what stands in ``_static`` and no page or script names."""
    naming = [file.read_text("utf-8") for file in html.rglob("*.html")]
    naming += [file.read_text("utf-8") for file in html.glob("*/_static/**/*.js")]
    text = "\n".join(naming)
    for file in html.glob("*/_static/**/*"):
        if file.is_file() and file.name not in text:
            file.unlink()
    for folder in sorted(html.glob("*/_static/**/"), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
