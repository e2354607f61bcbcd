"""The index of each language that search in the browser asks: Pagefind, one record a section.

A record is one section without those inside it: so a result leads to the right heading, and a
reader loads the text of a few sections instead of that of whole pages.

Chinese is indexed by pairs of characters that overlap: 守护进程 as 守护 护进 进程 程. Both sides
can make them alike. Pagefind's own words are not those that a browser finds in a query: where one
has 守护 进程 and the other 守 护 进程, nothing is found.
"""

import functools
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator
from html import escape
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import rjsmin  # type: ignore[import-untyped]  # it has no types
import zopfli.gzip  # type: ignore[import-untyped]  # it has no types
from bs4 import BeautifulSoup
from bs4.element import Tag

from assembly.draft import Draft

FOLDER: Final = "pagefind"
"""where the index of a language is, in its folder"""
LANGUAGES: Final = {"zh": "mul", "en": "en"}
"""Folder of a language, and what Pagefind takes it for: it would cut ``zh`` into words itself."""
_ARTICLE: Final = re.compile(r"<article\b.*?</article>", re.DOTALL)
_PRE: Final = re.compile(r"(?P<tag><pre\b[^>]*>)(?P<text>[^<]*)</pre>")
_TEXT: Final = re.compile(r"(?<=>)[^<]+")
_HEADING: Final = re.compile("^h[1-6]$")
_CHINESE: Final = re.compile("[\u3400-\u9fff]+")
# Pairs with them say little, and would be half of the index: as in search_worker.js.
COMMON: Final = "的了是在和与也就都把被这那个"
# A page that search engines leave out, such as that of results, is left out here.
_UNLISTED: Final = re.compile(r'<meta name="robots" content="noindex')
# What is on a page and not of it, or is on another page again: elements, and classes.
_NOISE: Final = frozenset({"button", "form", "nav", "script", "style"})
_NOISE_CLASSES: Final = frozenset(
    {"archive", "code-block-caption", "errata-all", "headerlink", "linenos", "run", "runs"}
)
# How much a word counts, by where it stands: 1 is a word of the text.
_HEADING_WEIGHT: Final = 8
_ERRATA_WEIGHT: Final = 0.4
# A line of code in more sections than this one says nothing of any: import socket, main().
_BOILERPLATE: Final = 12
# Postings in a file of the index. Pagefind's own default, 20000, is for sites of thousands of
# pages: each word that a reader looks for would cost 30 kB here, not 1. It has no other setting.
_CHUNK: Final = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "600"}
# Interfaces for readers that Pagefind brings along; this site has its own.
_UNUSED: Final = (
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
    "pagefind-modular-ui.*",
    "pagefind-ui.*",
    "pagefind-worker.js",
)


class Section(NamedTuple):
    """A section of a page, without those inside it; as text where it is kept between builds."""

    page: str
    """the page in the folder of its language, without its suffix"""
    label: str
    """its id"""
    top: str
    """the id of the page's first section, which is the page itself"""
    title: str
    page_title: str
    body: str
    """as HTML, in which each block of code is nothing but its text"""


def pairs(text: str) -> str:
    """Return a text whose Chinese is made of pairs of characters, as search looks for them.

    >>> pairs("守护进程的 daemon")
    ' 守护 护进 进程 程 的  daemon'
    """

    def spread(match: re.Match[str]) -> str:
        run = match[0]
        words = [
            one if not after or one in COMMON or after in COMMON else one + after
            for one, after in zip_longest(run, run[1:], fillvalue="")
        ]
        return f" {' '.join(words)} "

    return _CHINESE.sub(spread, text)


class _Kept:
    """The sections of pages, from the last build where a page is the same: parsing takes long."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[Path] = set()
        self._made_by = Path(__file__).read_bytes()
        folder.mkdir(parents=True, exist_ok=True)

    def sections(self, path: Path, folder: Path) -> list[Section]:
        """Return the sections of a page in the folder of its language."""
        html = path.read_text("utf-8")
        article = _ARTICLE.search(html)
        if article is None or _UNLISTED.search(html):
            return []
        page = path.relative_to(folder).with_suffix("").as_posix()
        source = f"{page}\n{article[0]}".encode() + self._made_by
        file = self._folder / f"{hashlib.sha256(source).hexdigest()[:32]}.json"
        self._used.add(file)
        if not file.exists():
            part = file.with_suffix(".part")
            part.write_text(json.dumps(sections(article[0], page), ensure_ascii=False), "utf-8")
            part.replace(file)
        return [Section(*fields) for fields in json.loads(file.read_text("utf-8"))]

    def forget_others(self) -> None:
        """Drop what no page has any more."""
        for file in self._folder.glob("*.json"):
            if file not in self._used:
                file.unlink(missing_ok=True)


def sections(html: str, page: str) -> list[Section]:
    """Return the sections of a page.

    :param html: its article
    :param page: the page in the folder of its language, without its suffix
    """
    article = BeautifulSoup(html, "html.parser")
    tags = article.select("article > div[id], section[id]")  # see valid_markup.py
    labels = [str(section["id"]) for section in tags]
    for noise in article.find_all(_is_noise):
        noise.decompose()
    for tag in article.find_all(id=True):
        del tag["id"]
    for code in article.find_all("pre"):
        code.string = code.get_text()
    # Innermost first: what is left of the others is their own.
    for section in reversed(tags):
        section.extract()
    found: list[Section] = []
    page_title = ""
    for section, label in zip(tags, labels, strict=True):
        heading = section.find(_HEADING)
        if not isinstance(heading, Tag):
            continue
        title = " ".join(heading.get_text().split())
        heading["data-pagefind-weight"] = str(_HEADING_WEIGHT)
        if label.endswith("-errata"):
            section["data-pagefind-weight"] = str(_ERRATA_WEIGHT)
        page_title = page_title or title
        # Some sections are but a heading over what is left out here.
        if section is not tags[0] and section.get_text().split() == heading.get_text().split():
            continue
        found.append(Section(page, label, labels[0], title, page_title, str(section)))
    return found


def _is_noise(tag: Tag) -> bool:
    return tag.name in _NOISE or not _NOISE_CLASSES.isdisjoint(tag.get("class") or ())


def _without_repeated_code(found: Collection[Section]) -> Iterator[Section]:
    """Leave out the lines of code that nearly every program has, or that a section shows again."""
    lines = {section.label: _lines_of_code(section) for section in found}
    count = Counter(line for those in lines.values() for line in set(those))
    boilerplate = {line for line, times in count.items() if times > _BOILERPLATE}
    for section in found:
        seen = set(boilerplate)

        def left(code: re.Match[str], seen: set[str] = seen) -> str:
            kept = []
            for line in code["text"].splitlines():
                if line.strip() not in seen:
                    kept.append(line)
                    seen.add(line.strip())
            return code["tag"] + "\n".join(kept) + "</pre>"

        yield section._replace(body=_PRE.sub(left, section.body))


def _lines_of_code(section: Section) -> list[str]:
    text = "\n".join(code["text"] for code in _PRE.finditer(section.body))
    return [line.strip() for line in text.splitlines()]


def _record(section: Section, translation: str, synonyms: str) -> str:
    """Return a page that holds just this section."""
    body = _TEXT.sub(lambda text: pairs(text[0]), section.body)
    meta = {"title": section.title, "other": translation, "synonyms": synonyms}
    # Kept, but not looked for: every section of a page would be found by its title.
    page = escape(section.page_title) if section.label != section.top else ""
    return (
        "<!doctype html><html><head>"
        + (f'<meta data-pagefind-filter="page[content]" content="{page}">' if page else "")
        + "".join(
            f'<meta data-pagefind-meta="{name}[content]" content="{escape(words)}">'
            for name, text in meta.items()
            if (words := " ".join(pairs(text).split()))
        )
        + f"</head><body>{body}</body></html>"
    )


def add(draft: Draft) -> None:
    """Add an index to each language there is.

    :param draft: the site
    :raises subprocess.CalledProcessError: when Pagefind fails; it has said why
    """
    synonyms = tomllib.loads(Path(__file__).with_name("search_synonyms.toml").read_text("utf-8"))
    kept = _Kept(draft.work / "search")
    found = {
        name: {
            section.label: section
            for path in sorted((draft.html / name).rglob("*.html"))
            for section in kept.sections(path, draft.html / name)
        }
        for name in LANGUAGES
    }
    kept.forget_others()
    for name, other in (("zh", "en"), ("en", "zh")):
        # By files: through its Python interface, Pagefind takes a tenth of a second for each.
        with TemporaryDirectory(prefix="run-first-search-") as scratch:
            for section in _without_repeated_code(found[name].values()):
                label = section.label
                target = Path(scratch, section.page)
                target /= f"{'index' if label == section.top else label}.html"
                target.parent.mkdir(parents=True, exist_ok=True)
                title = found[other][label].title if label in found[other] else ""
                target.write_text(_record(section, title, synonyms[name].get(label, "")), "utf-8")
            if found[name]:
                _index(Path(scratch), draft.html / name / FOLDER, LANGUAGES[name])


def _index(records: Path, out: Path, language: str) -> None:
    """Make an index of all records in a folder."""
    command = [sys.executable, "-m", "pagefind", "--silent", f"--site={records}"]
    command += [f"--output-path={out}", f"--force-language={language}"]
    subprocess.run(command, env=os.environ | _CHUNK, check=True)  # noqa: S603 - our own words
    worker = Path(__file__).with_name("search_worker.js").read_text("utf-8")
    (out / "worker.js").write_text(rjsmin.jsmin(worker), "utf-8")
    entry = json.loads((out / "pagefind-entry.json").read_text("utf-8"))
    engines = {f"wasm.{it['wasm'] or 'unknown'}.pagefind" for it in entry["languages"].values()}
    for path in out.iterdir():
        if any(path.match(pattern) for pattern in _UNUSED):
            path.unlink()
        elif path.name in engines or path.suffix == ".pf_meta":
            # Every first question loads them: a better gzip of the same saves 4 kB.
            path.write_bytes(_smaller(path.read_bytes()))
        elif path.suffix == ".pagefind":
            path.unlink()


@functools.cache  # the engine is the same for every site, and half a second's work
def _smaller(compressed: bytes) -> bytes:
    data: bytes = zopfli.gzip.compress(gzip.decompress(compressed))
    return data
