"""Books and archives of a tiny site, as readers' programs find them."""

import dataclasses
import hashlib
import io
import re
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, IndirectObject

from assembly import downloads
from assembly.draft import Draft
from build import Book, build_site
from editions.archive import EARLIEST, write_zip
from editions.date import date_of
from editions.letters import mended
from editions.one_page import read_book
from editions.pdf import PrintError, print_book
from harness import evidence
from harness.evidence import Python, Result, Run, System
from offline import faults_of_epub, make_books

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {"zh": "zh-CN", "en": "en"}
BOTH = pytest.mark.parametrize("language", LANGUAGES)
TITLES = {"zh": "跑过才算数", "en": "Run First"}
TALK = "snippets/ch00_sample/talk"
# What the tiny site has of this project only for books.
PLOT = """
```{plot} ../../snippets/ch00_sample/talk/times.txt
:alt: 横条图
```
"""
PLOT_IN_ENGLISH = """
msgid "横条图"
msgstr "Bars"
"""
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
MOMENT = datetime(2026, 11, 23, 10, 35, 34, tzinfo=UTC)


def ran(root):
    """Make the evidence of a run in which all files of the tiny site have passed."""
    files = [f"{TALK}/{path.name}" for path in sorted((root / TALK).glob("*.*"))]
    test = Result(
        id=f"{TALK}/test_talk.py::test_all",
        scenario="ch00_sample/talk",
        outcome="passed",
        reason="",
        seconds=0.25,
        start_method=None,
        files=files,
        foreign=[],
    )
    return Run(
        python=Python("3.13.1", "CPython", free_threaded=False),
        system=System("Linux", "Debian", "x86_64"),
        commit="0123456789abcdef",
        dirty=False,
        date="2026-11-23T10:35:34+00:00",
        seconds=12.3,
        files={name: evidence.digest(root / name) for name in files},
        tests=[test],
    )


@dataclasses.dataclass(frozen=True)
class Offline:
    """A tiny site with its books."""

    html: Path
    book: Book

    def epub(self, language):
        """Open the EPUB of a language."""
        return zipfile.ZipFile(self.html / f"downloads/run-first-{language}.epub")

    def pdf(self, language):
        """Open the PDF of a language."""
        return PdfReader(self.html / f"downloads/run-first-{language}.pdf")


@pytest.fixture(scope="session")
def tiny_offline(tmp_path_factory, copy_tiny, browser):
    """Build the tiny site, with a plot, evidence and the list of downloads, and its books."""
    del browser  # without one there is nothing to print with
    folder = tmp_path_factory.mktemp("offline")
    docs = copy_tiny(folder / "root")
    root = docs.parent
    shutil.copy(ROOT / "LICENSE", root)
    shutil.copy(ROOT / "docs/LICENSE", docs)
    (root / TALK / "times.txt").write_text("Pipe 0.015 s\nManager 0.050 s\n", "utf-8")
    (root / TALK / "test_talk.py").write_text("# its test\n", "utf-8")
    for path, text in (
        (docs / "index.md", "\n```{downloads}\n```\n"),
        (docs / "chapter/page.md", PLOT),
        (docs / "locales/en/LC_MESSAGES/chapter/page.po", PLOT_IN_ENGLISH),
    ):
        path.write_text(path.read_text("utf-8") + text, "utf-8")
    evidence.write(ran(root), root / "evidence")
    made = []

    def keep(book):
        made.append(book)
        make_books(book)

    build_site(folder / "html", work=folder, docs=docs, evidence=root / "evidence", books=keep)
    return Offline(folder / "html", made[0])


def chapter(epub, name="chapter/page.xhtml"):
    """Parse a chapter; what is not well-formed raises."""
    text = epub.read(name)
    ET.fromstring(text)  # noqa: S314 - our own
    return BeautifulSoup(text.decode(), "html.parser")


# ---- EPUB ----


def test_faults_of_an_epub_are_told(tiny_offline, tmp_path):
    """A book that EPUBCheck finds an error or warning in is not published: see make_books."""
    if not shutil.which("java"):
        pytest.skip(reason="EPUBCheck needs Java: install a JRE")
    broken = tmp_path / "broken.epub"
    with tiny_offline.epub("en") as epub:
        members = [(name, epub.read(name)) for name in epub.namelist()]
    members = [
        (name, text.replace(b"<h1>", b"<h1><p>lost</h1>") if name.endswith("page.xhtml") else text)
        for name, text in members
    ]
    write_zip(broken, members, MOMENT, stored=["mimetype"])
    assert any("page.xhtml" in fault for fault in faults_of_epub(broken))


@BOTH
def test_epub_says_what_it_is(tiny_offline, language):
    """A shelf shows title, author, language, licence and cover."""
    with tiny_offline.epub(language) as epub:
        first = epub.infolist()[0]
        package = ET.fromstring(epub.read("content.opf"))  # noqa: S314 - our own
        cover = Image.open(io.BytesIO(epub.read("cover.png")))
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    about = {tag.tag.removeprefix(DC): tag.text for tag in package[0] if tag.tag.startswith(DC)}
    assert about["language"] == LANGUAGES[language]
    assert about["title"] == TITLES[language]
    assert about["identifier"].startswith("urn:uuid:")
    assert about["creator"]
    assert "CC BY 4.0" in about["rights"]
    links = {link.get("rel"): link.get("href") for link in package[0].iter(f"{OPF}link")}
    assert links["cc:license"] == "https://creativecommons.org/licenses/by/4.0/"
    covers = [it.get("href") for it in package[1] if it.get("properties") == "cover-image"]
    assert covers == ["cover.png"]
    assert cover.size == (1600, 2400)
    assert len(cover.getcolors(cover.width * cover.height)) > 50, "the cover is blank"


def test_books_in_two_languages_are_two_books(tiny_offline):
    """A shelf does not take one for the other."""
    identifiers = set()
    for language in LANGUAGES:
        with tiny_offline.epub(language) as epub:
            identifiers |= set(
                re.findall(r"urn:uuid:[0-9a-f-]+", epub.read("content.opf").decode())
            )
    assert len(identifiers) == 2


@BOTH
def test_epub_has_numbered_contents(tiny_offline, language):
    """The contents say what the headings say, in the order in which one reads."""
    with tiny_offline.epub(language) as epub:
        nav = chapter(epub, "nav.xhtml")
        page = chapter(epub)
    entries = [link.get_text() for link in nav.select("nav a")]
    headings = [heading.get_text() for heading in page.select("h1, h2")]
    assert headings[0].startswith("1. ")
    assert [entry for entry in entries if entry.startswith("1.")] == headings
    assert nav.h1.get_text() == {"zh": "目录", "en": "Contents"}[language]


@BOTH
def test_epub_has_only_what_works_in_a_book(tiny_offline, language):
    """No script, form, button or download; drawings for a light page only."""
    with tiny_offline.epub(language) as epub:
        names = epub.namelist()
        pages = [chapter(epub, name) for name in names if name.endswith(".xhtml")]
    assert not [name for name in names if name.endswith((".js", "-dark.svg", "site.css"))]
    assert [name for name in names if name.endswith("-light.svg")]
    for page in pages:
        assert not page.select("script, form, button, a.download, .downloads, [style]")
        assert not page.find_all(string=re.compile("下载|Download"))
        assert page.html["lang"] == LANGUAGES[language]


@BOTH
def test_epub_shows_every_tab_under_its_label(tiny_offline, language):
    """Nothing is hidden where nothing can be clicked."""
    with tiny_offline.epub(language) as epub:
        page = chapter(epub)
    assert not page.select("[hidden], [role=tab]")
    text = page.select_one("body").get_text("\n")
    names = [tag.get_text() for tag in page.select(".sphinx-tabs > div > p:first-child strong")]
    assert len(names) == 5
    places = [text.index(name) for name in names[:2]]
    assert places == sorted(places)


@BOTH
def test_code_in_epub_has_colours_and_its_proof(tiny_offline, language):
    """A block says which file it is and where it ran, on a light background."""
    with tiny_offline.epub(language) as epub:
        page = chapter(epub)
        style = epub.read("book.css").decode()
    caption = page.select_one(".code-block-caption")
    assert caption.code.get_text() == f"{TALK}/server.py"
    assert "3.13 · Linux" in caption.select_one(".evidence").get_text()
    assert caption.select_one("a.evidence")["href"].startswith("../verification.xhtml#")
    colour = page.select_one(".highlight .k, .highlight .kn")["class"][0]
    assert re.search(rf"\.highlight \.{colour} {{ color: #[0-9a-fA-F]+", style)
    # The last word on a background is ours.
    assert (
        style.rindex(".highlight .hll") > style.rindex("#ffd9002e") if "#ffd9002e" in style else 1
    )


# ---- PDF ----


def text_of(pdf):
    """Return all text, without the spaces that a PDF has where it likes."""
    return "".join("".join(page.extract_text().split()) for page in pdf.pages)


def outline(pdf, entries=None):
    """Yield title and page number of all bookmarks."""
    for entry in pdf.outline if entries is None else entries:
        if isinstance(entry, list):
            yield from outline(pdf, entry)
        else:
            yield entry.title, pdf.get_destination_page_number(entry) + 1


@BOTH
def test_pdf_says_what_it_is(tiny_offline, language):
    """A4, tagged for screen readers, with language, title and author."""
    pdf = tiny_offline.pdf(language)
    root = pdf.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == LANGUAGES[language]
    assert pdf.metadata.title == TITLES[language]
    assert pdf.metadata.author
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages}
    assert sizes == {(595, 842), (842, 595)}  # the wide tables on pages that lie


def test_text_of_the_pdf_can_be_selected(tiny_offline):
    """Chinese is text, not a picture of it, and each letter is the one that is searched for."""
    text = text_of(tiny_offline.pdf("zh"))
    assert "服务器收数据报，逐个回答。" in text
    assert "一部讲Python套接字和进程的教程" in text
    assert "甲的内容。" in text
    assert "丙的内容。" in text
    assert not re.findall("[\u2e80-\u2fdf]", text)


def test_letters_that_share_a_drawing_are_told_apart():
    """A search for 一 finds it, whatever letter the font names its drawing after."""
    table = (
        b"2 beginbfchar\n<35> <2F00>\n<77> <60EF>\nendbfchar\n"
        b"2 beginbfrange\n<0001> <0003> <2EDA>\n<0010> <0012> <0041>\nendbfrange\n"
    )
    assert mended(table) == (
        b"2 beginbfchar\n<35> <4E00>\n<77> <60EF>\nendbfchar\n"
        b"2 beginbfrange\n<0001> <0003> [<9875> <98CE> <98DE>]\n<0010> <0012> <0041>\nendbfrange\n"
    )


@BOTH
def test_pdf_has_bookmarks_and_page_numbers(tiny_offline, language):
    """The contents, the bookmarks and the pages themselves agree."""
    pdf = tiny_offline.pdf(language)
    marks = dict(outline(pdf))
    contents = "\n".join(page.extract_text() for page in pdf.pages[1:2])
    numbered = [title for title in marks if title.startswith("1.")]
    assert len(numbered) >= 3
    for title in numbered:
        squeezed = "".join(title.split())
        lines = ["".join(line.split()) for line in contents.splitlines()]
        assert f"{squeezed}{marks[title]}" in "".join(lines), title
        page = pdf.pages[marks[title] - 1].extract_text()
        assert squeezed in "".join(page.split()), title


@BOTH
def test_links_of_the_pdf_lead_into_it_or_to_the_web(tiny_offline, language):
    """No link leads to a file of the machine that it was made on."""
    pdf = tiny_offline.pdf(language)
    inside, outside = [], []
    for page in pdf.pages:
        for link in page.get("/Annots", ArrayObject()):
            target = link.get_object()
            if "/Dest" in target:
                inside.append(str(target["/Dest"]).removeprefix("/"))
            else:
                outside.append(target["/A"]["/URI"])
    assert inside
    assert outside
    assert set(inside) <= {name.removeprefix("/") for name in pdf.named_destinations}
    assert [uri for uri in outside if not uri.startswith("https://")] == []


@BOTH
def test_pdf_tells_nothing_of_the_machine(tiny_offline, language):
    """No path, and no name of a temporary folder, is in the file."""
    pdf = tiny_offline.pdf(language)
    strings = [
        str(value)
        for n in range(1, len(pdf.xref_objStm) + 2)
        for value in [IndirectObject(n, 0, pdf).get_object()]
        if value is not None
    ]
    assert strings
    assert not [
        text for text in strings if "file:" in text or str(tiny_offline.html.parent) in text
    ]


def book_of(folder, pages, nav):
    """Write the folder of a book by hand: bodies by name, and lines of the contents."""
    for name, body in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<html><body>{body}</body></html>", "utf-8")
    lines = "".join(f'<li><a href="{href}">{text}</a>{inner}</li>' for href, text, inner in nav)
    (folder / "nav.xhtml").write_text(f"<nav><h1>C</h1><ol>{lines}</ol></nav>", "utf-8")
    about = "".join(
        f"<dc:{name}>{text}</dc:{name}>"
        for name, text in {
            "language": "en",
            "title": "T",
            "creator": "C",
            "description": "D",
        }.items()
    )
    (folder / "content.opf").write_text(
        f'<package xmlns:dc="http://purl.org/dc/elements/1.1/">{about}</package>', "utf-8"
    )
    (folder / "cover.html").write_text("<style></style><p>cover</p></html>", "utf-8")
    (folder / "book.css").write_text("", "utf-8")
    return folder


def test_one_page_keeps_apart_what_pages_call_alike(tmp_path):
    """Two pages may have a place of the same name: each link leads to its own."""
    pages = {
        "a.xhtml": '<h1>A</h1><p id="x">1</p><a href="#x">x</a><a href="sub/b.xhtml#x">other</a>',
        "sub/b.xhtml": '<h1>B</h1><p id="x">2</p><p id="y">3</p><a href="../a.xhtml">A</a>'
        '<a href="#y">y</a><img src="../_images/p.svg"/><a href="https://x.example/">web</a>',
    }
    inner = '<ol><li><a href="sub/b.xhtml">B</a></li></ol>'
    book = read_book(book_of(tmp_path, pages, [("a.xhtml", "A", inner)]))
    ((title, html),) = book.chapters
    soup = BeautifulSoup(html, "html.parser")
    assert title == "A"
    hrefs = [link["href"] for link in soup.select("a")]
    assert hrefs[0] == "#page-a-x"
    assert hrefs[1:] == ["#page-sub-b-x", "#page-a", "#y", "https://x.example/"]
    assert all(soup.find(id=href[1:]) for href in hrefs if href[0] == "#")
    assert soup.img["src"] == "_images/p.svg"
    assert [heading.name for heading in soup.select("h1, h2")] == ["h1", "h2"]
    assert [(entry.level, entry.href) for entry in book.contents] == [
        (1, "#page-a"),
        (2, "#page-sub-b"),
    ]


def test_a_link_out_of_the_book_is_a_fault(tmp_path):
    """It would lead to a file of the machine that the book is made on."""
    pages = {"a.xhtml": '<h1>A</h1><a href="b.xhtml">gone</a>'}
    with pytest.raises(ValueError, match=r"a\.xhtml: the link b\.xhtml leads nowhere"):
        read_book(book_of(tmp_path, pages, [("a.xhtml", "A", "")]))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<pre id="p" style="white-space: pre">' + "x" * 200 + "</pre>", "cut off.*#p: xxx"),
        ('<p id="p"><img src="gone.svg" alt="a plot"/></p>', "cannot be shown.*#p: a plot"),
    ],
)
def test_what_paper_would_not_show_is_a_fault(tmp_path, browser, body, message):
    """Code is not cut off at the margin, and no picture is missing."""
    book = book_of(tmp_path, {"a.xhtml": f"<h1>A</h1>{body}"}, [("a.xhtml", "A", "")])
    with pytest.raises(PrintError, match=message):
        print_book(browser, read_book(book), book, tmp_path / "a.pdf", MOMENT)


# ---- archives ----


def open_from_disk(browser, folder, language):
    """Open the tiny site's page from a folder; return the page and what it could not load."""
    page = browser.new_page()
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto((folder / language / "chapter/page.html").as_uri())
    return page, failed


@pytest.fixture(scope="module")
def unzipped(tiny_offline, tmp_path_factory):
    """Unzip the site where a reader might: a folder with a space, and Chinese, in its name."""
    folder = tmp_path_factory.mktemp("下载 的")
    with zipfile.ZipFile(tiny_offline.html / "downloads" / downloads.SITE) as archive:
        archive.extractall(folder)
    return folder / "run-first-site"


@BOTH
def test_the_site_reads_from_a_disk(unzipped, browser, language):
    """Without a network, and without a server: pages, styles, tabs, language switch."""
    page, failed = open_from_disk(browser, unzipped, language)
    assert (
        page.evaluate("getComputedStyle(document.querySelector('pre')).fontFamily") != "monospace"
    )
    tabs = page.get_by_role("tab")
    tabs.nth(1).click()
    assert page.get_by_role("tabpanel").first.get_attribute("id") == tabs.nth(1).get_attribute(
        "aria-controls"
    )
    other = next(name for name in LANGUAGES if name != language)
    page.locator(f".sidebar-drawer .language-switch a[hreflang={LANGUAGES[other]}]").click()
    page.wait_for_url(re.compile(f"/{other}/chapter/page.html"))
    assert page.evaluate("document.documentElement.lang") == LANGUAGES[other]
    assert failed == []
    page.close()


def test_the_root_of_the_zip_chooses_a_language(unzipped, browser):
    """The first file that one opens is the right one."""
    page = browser.new_page(locale="zh-CN")
    page.goto((unzipped / "index.html").as_uri())
    page.wait_for_url(re.compile("/zh/index.html"))
    page.close()


def test_nothing_leads_out_of_the_zip(unzipped):
    """The pages in it offer no archive that is not there; the licences come along."""
    for page in unzipped.rglob("*.html"):
        assert "/downloads/" not in page.read_text("utf-8"), page
    assert "Creative Commons" in (unzipped / "LICENSE-text.txt").read_text("utf-8")
    assert "MIT" in (unzipped / "LICENSE-code.txt").read_text("utf-8")


def test_programs_come_as_they_were_tested(tmp_path, monkeypatch):
    """All programs, sessions, records and tests, byte for byte; nothing a run has left behind."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    html = tmp_path / "html"
    (html / downloads.FOLDER).mkdir(parents=True)
    downloads.finish(Draft(html, ROOT / "docs", tmp_path, "https://example.org"))
    with zipfile.ZipFile(html / downloads.FOLDER / downloads.SNIPPETS) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    top = "run-first-snippets/"
    for name in ("README.md", "LICENSE-code.txt", "LICENSE-text.txt"):
        assert inside.pop(top + name), name
    snippets = ROOT / "snippets"
    expected = {
        top + path.relative_to(snippets).as_posix(): path.read_bytes()
        for chapter in snippets.glob("ch*")
        for path in chapter.rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }
    assert len(expected) > 500
    assert inside == expected


def test_same_sources_make_the_same_bytes(tiny_offline, tmp_path):
    """Whoever builds the books can compare them with those published."""
    again = tmp_path / "again"
    make_books(tiny_offline.book._replace(out=again, languages=("zh",)))
    for path in sorted(again.iterdir()):
        assert path.read_bytes() == (tiny_offline.html / "downloads" / path.name).read_bytes(), path
    assert len(list(again.iterdir())) == 2


def test_archives_depend_on_nothing_but_members_and_date(tmp_path):
    """Not on the clock, not on the rights of the machine's files."""
    members = [("b", b"1"), ("a", b"2" * 1000)]
    for name in ("one", "two"):
        write_zip(tmp_path / name, members, MOMENT, stored=["b"])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    with zipfile.ZipFile(tmp_path / "one") as archive:
        assert [(it.filename, it.compress_type) for it in archive.infolist()] == [
            ("b", zipfile.ZIP_STORED),
            ("a", zipfile.ZIP_DEFLATED),
        ]
        assert {it.date_time for it in archive.infolist()} == {(2026, 11, 23, 10, 35, 34)}


def test_the_date_is_that_of_the_sources(tmp_path, monkeypatch):
    """Of the last commit, or of SOURCE_DATE_EPOCH; of sources alone, none that would move."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert date_of(tmp_path) == EARLIEST
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert date_of(tmp_path) == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


# ---- the list ----


@BOTH
def test_the_list_tells_size_and_digest(tiny_offline, language):
    """What is offered is there, and is what its digest says."""
    page = tiny_offline.html / language / "index.html"
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    (box,) = soup.select(".downloads")
    assert not box.has_attr("hidden")
    files = []
    for item in box.select("li"):
        path = (page.parent / item.a["href"]).resolve()
        files.append(path.name)
        content = path.read_bytes()
        assert item.select_one(".digest code").get_text() == hashlib.sha256(content).hexdigest()
        facts = item.select_one(".facts").get_text()
        assert f"{len(content) / 1000:.0f} kB" in facts or f"{len(content) / 1000:.1f} kB" in facts
    assert files == [
        f"run-first-{language}.pdf",
        f"run-first-{language}.epub",
        downloads.SITE,
        downloads.SNIPPETS,
    ]


def test_a_site_without_books_offers_none(tmp_path):
    """A plain build has no dead link, not even a hidden one."""
    page = tmp_path / "zh/index.html"
    page.parent.mkdir()
    page.write_text('<p>a</p>\n<div class="downloads" hidden><ul>\n<li></li></ul></div>\n<p>b</p>')
    downloads.finish(Draft(tmp_path, ROOT / "docs", tmp_path, "https://example.org"))
    assert page.read_text("utf-8") == "<p>a</p>\n<p>b</p>"
