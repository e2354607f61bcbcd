"""The builder ``epub``: the pages as chapters of a book, for readers without scripts or a network.

It replaces Sphinx's own of that name. The pages are what the site shows, less what only works
there: forms, downloads, drawings for a dark screen. They are well-formed XHTML, whatever our own
extensions write. They stand in the order of their numbers: sections that follow a list of other
pages become pages of their own, after those. The numbers stand in the table of contents too. There
is one stylesheet, ``_book/book.css`` after the colours of the code.

What is made is the folder of the book, not the file: ``docs/offline`` draws its cover, packs it,
and prints it. For that the folder also holds ``cover.html``, the cover as a page of its own.

EPUB 3.3 (https://www.w3.org/TR/epub-33/), metadata of EPUB Accessibility 1.1.
"""

import posixpath
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from jinja2 import Template
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders._epub_base import NavPoint
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.epub3 import NavPoint as NavEntry
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

STYLE: Final = "book.css"
COVER: Final = "cover.png"
COVER_PAGE: Final = "cover.html"
# What has a use only on the site.
_ONLINE: Final = "form, script, button, svg, .downloads, .online, .run-map"
_OPF: Final = "http://www.idpf.org/2007/opf"
_DC: Final = "http://purl.org/dc/elements/1.1/"
# What is true of every chapter: all is text, pictures have an alternative, nothing moves.
_ACCESSIBILITY: Final = (
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "visual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "alternativeText"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityHazard", "none"),
)
_PAGE: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{lang}" xml:lang="{lang}">
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="{style}"/>
</head>
<body>
{body}
</body>
</html>
"""


@dataclass(frozen=True)
class Chapter:
    """A page of the book."""

    docname: str
    """the page of the site that it was, or was a section of"""
    title: str
    soup: BeautifulSoup


class LeaveOut(SphinxPostTransform):
    """Leave out what has a use only on the site, before its files are collected."""

    default_priority = 5
    builders = ("epub",)

    def run(self, **kwargs: object) -> None:
        """Remove links to downloads, and drawings for a dark screen."""
        del kwargs
        for link in list(self.document.findall(addnodes.download_reference)):
            link.parent.remove(link)
        for image in list(self.document.findall(nodes.image)):
            if "only-dark" in image["classes"]:
                image.parent.remove(image)


class EbookBuilder(Epub3Builder):
    """Sphinx's builder with pages, order, numbers, metadata and cover of our own."""

    def init(self) -> None:
        """Begin with no page."""
        super().init()
        self._chapters: dict[str, Chapter] = {}
        self._moved: dict[str, str] = {}

    def get_refnodes(
        self, doctree: nodes.Node, result: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Put the number of a section before its title; Sphinx leaves it out."""
        before = len(result)
        super().get_refnodes(doctree, result)
        if not isinstance(doctree, nodes.reference) or len(result) == before:
            return result
        if number := doctree.get("secnumber"):
            suffix = self.config.html_secnumber_suffix
            result[-1]["text"] = ".".join(map(str, number)) + suffix + result[-1]["text"]
        return result

    def get_toc(self) -> None:
        """Let the contents lead to where the sections are now."""
        super().get_toc()
        for entry in self.refnodes:
            entry["refuri"] = self._moved.get(entry["refuri"], entry["refuri"])

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,  # noqa: ANN401 - Sphinx has it so
    ) -> None:
        """Take a page into the book; those without a text, such as a search, have no place here."""
        del templatename, outfilename, event_arg
        if "image" in addctx:
            picture = f'<div class="cover"><img src="{addctx["image"]}" alt="{_("Cover")}"/></div>'
            self._write(pagename, _("Cover"), picture)
        elif "body" in addctx:
            title = BeautifulSoup(addctx["title"], "html.parser").get_text()
            page = Chapter(pagename, title, for_a_book(addctx["body"]))
            self._chapters[pagename] = page
            for section in sections_after_a_list(page.soup):
                self._move(page, section)

    def _move(self, page: Chapter, section: Tag) -> None:
        """Make a section a page of its own; remember where its places are now."""
        name = f"{page.docname}-{section['id']}"
        for tag in [section, *section.select("[id]")]:
            fragment = "" if tag is section else f"#{tag['id']}"
            self._moved[f"{page.docname}{self.out_suffix}#{tag['id']}"] = (
                f"{name}{self.out_suffix}{fragment}"
            )
        for heading in section.select("h2, h3, h4, h5, h6"):
            heading.name = f"h{int(heading.name[1]) - 1}"
        title = section.select_one("h1")
        soup = BeautifulSoup("", "html.parser")
        soup.append(section.extract())
        self._chapters[name] = Chapter(page.docname, title.get_text() if title else "", soup)

    def handle_finish(self) -> None:
        """Write the pages, now that it is known where everything is."""
        for name, chapter in self._chapters.items():
            folder = posixpath.dirname(name)
            for link in chapter.soup.select("a[href]"):
                address = urlsplit(str(link["href"]))
                if not address.scheme:
                    here = address.path or posixpath.basename(chapter.docname) + self.out_suffix
                    place = posixpath.normpath(posixpath.join(folder, here))
                    place += f"#{address.fragment}" if address.fragment else ""
                    link["href"] = posixpath.relpath(self._moved.get(place, place), folder or ".")
            self._write(name, chapter.title, chapter.soup.decode(formatter="minimal"))
        super().handle_finish()

    def _write(self, name: str, title: str, body: str) -> None:
        path = Path(self.outdir, f"{name}{self.out_suffix}")
        path.parent.mkdir(parents=True, exist_ok=True)
        page = _PAGE.format(
            lang=self.config.epub_language,
            title=escape(title),
            style="../" * name.count("/") + STYLE,
            body=body,
        )
        path.write_text(page, "utf-8")

    def copy_assets(self) -> None:
        """Write the stylesheet, and nothing of what the site loads."""
        colours = self.highlighter.get_stylesheet()
        book = Path(self.srcdir, "_book", STYLE).read_text("utf-8")
        Path(self.outdir, STYLE).write_text(f"{colours}\n{book}", "utf-8")

    def write_buildinfo(self) -> None:
        """Write none: every book is made anew."""

    def content_metadata(self) -> dict[str, Any]:
        """Date the book as the settings say, in place of now."""
        return {**super().content_metadata(), "date": self.config.ebook_date}

    def toc_metadata(self, level: int, navpoints: list[NavPoint]) -> dict[str, Any]:
        """Give the contents for old readers the same identifier as the rest."""
        return {**super().toc_metadata(level, navpoints), "uid": self.config.epub_identifier}

    def navigation_doc_metadata(self, navlist: list[NavEntry]) -> dict[str, Any]:
        """Name the contents in the language of the book."""
        return {**super().navigation_doc_metadata(navlist), "toc_locale": _("Contents")}

    def build_content(self) -> None:
        """Write the package document; say in it what Sphinx has no words for."""
        # Drawn later, from the page of the cover.
        Path(self.outdir, COVER).touch()
        super().build_content()
        path = Path(self.outdir, "content.opf")
        for prefix, uri in (("", _OPF), ("dc", _DC)):
            ET.register_namespace(prefix, uri)
        package = ET.parse(path)  # noqa: S314 - written a moment ago
        metadata, manifest, _spine, guide = package.getroot()
        # A vocabulary of one shop, and what EPUB 3 has better means for.
        package.getroot().attrib.pop("prefix", None)
        package.getroot().remove(guide)
        for meta in list(metadata):
            if meta.get("property", "").startswith("ibooks:"):
                metadata.remove(meta)
        metadata.append(
            ET.Element(f"{{{_OPF}}}link", rel="cc:license", href=self.config.ebook_licence)
        )
        package.getroot().set("prefix", "cc: http://creativecommons.org/ns#")
        for name, value in _ACCESSIBILITY:
            ET.SubElement(metadata, f"{{{_OPF}}}meta", property=name).text = value
        for item in manifest:
            if item.get("href") == COVER:
                item.set("properties", "cover-image")
        ET.indent(package)
        package.write(path, "utf-8", xml_declaration=True)

    def build_epub(self) -> None:
        """Write the cover as a page to draw; packing comes after that."""
        template = Template(
            Path(self.srcdir, "_book", COVER_PAGE).read_text("utf-8"), autoescape=True
        )
        mark = Path(self.srcdir, "_static/mark.svg").read_text("utf-8")
        page = template.render(
            language=self.config.epub_language,
            title=self.config.epub_title,
            subtitle=self.config.epub_description,
            author=self.config.epub_author,
            version=_("Edition %s") % self.config.version,
            licence=self.config.epub_copyright,
            mark=mark,
        )
        Path(self.outdir, COVER_PAGE).write_text(page, "utf-8")


def for_a_book(body: str) -> BeautifulSoup:
    """Return the text of a page without what has a use only on the site."""
    soup = BeautifulSoup(body, "html.parser")
    for tag in soup.select(_ONLINE):
        tag.decompose()
    for tag in soup.select("[tabindex]"):
        del tag["tabindex"]  # nothing scrolls by itself
    return soup


def sections_after_a_list(soup: BeautifulSoup) -> list[Tag]:
    """Return the sections that come after those pages, by their number, that a list names."""
    lists = soup.select(".toctree-wrapper")
    return lists[-1].find_next_siblings("section") if lists else []


def setup(app: Sphinx) -> ExtensionMetadata:
    """Take the place of Sphinx's builder."""
    app.add_builder(EbookBuilder, override=True)
    app.add_post_transform(LeaveOut)
    app.add_config_value("ebook_licence", "", "", types=[str])
    app.add_config_value("ebook_date", "", "", types=[str])
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
