"""What search engines, other sites and programs learn of the pages."""

import json
import re
import sys
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageFont

import social_cards
from address import site_address
from assembly.markdown_pages import to_markdown
from build import build_site
from conf import site_url
from page_metadata import LIMITS, Limits, describe

LANGUAGES = {"zh": "zh-CN", "en": "en"}
BOTH = pytest.mark.parametrize("language", LANGUAGES)
CHINESE = re.compile("[\u3400-\u9fff]")
BLOCK = re.compile(
    r"^(?P<before>[> ]*)(?P<fence>`{3,})[^\n]*\n(?P<code>.*?)^[> ]*(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def public(site, language):
    """Return the pages that are for search engines."""
    return {
        path: page
        for path, page in site.pages(language).items()
        if not page.select("meta[name=robots][content=noindex]")
    }


def content(page, name):
    """Return what the head of a page says under a name, which it says once."""
    (found,) = page.select(f"meta[name='{name}'], meta[property='{name}']")
    return found["content"]


def file_at(site, address):
    """Return the file of the site at an address, which is one of the site."""
    assert address.startswith(f"{site_url}/"), address
    return site.html / address.removeprefix(f"{site_url}/").partition("#")[0]


@BOTH
def test_only_pages_without_a_source_are_hidden_from_search_engines(site, language):
    """The lessons are found; a page of search results is not."""
    hidden = site.pages(language).keys() - public(site, language).keys()
    assert {"search.html"} <= hidden <= {"search.html", "404.html", "genindex.html"}


@BOTH
def test_titles_say_what_a_page_is_and_of_which_book(site, language):
    """No two are the same, and the name of the book ends each of them."""
    titles = [page.title.get_text() for page in public(site, language).values()]
    book = {"zh": "跑过才算数", "en": "Run First"}[language]
    home = site.pages(language)["index.html"].title.get_text()
    assert home.startswith(book)
    assert len(home) > len(book) + 10
    assert len(titles) == len(set(titles)) > 40
    assert all(title.endswith(f" · {book}") for title in titles if title != home)


@BOTH
def test_descriptions_are_whole_and_no_two_are_the_same(site, language):
    """Each is long enough to say something, and short enough to be shown."""
    least, most = LIMITS[LANGUAGES[language]]
    found = {path: content(page, "description") for path, page in public(site, language).items()}
    assert len(set(found.values())) == len(found)
    for path, text in found.items():
        assert least <= len(text) <= most, f"{path}: {len(text)}: {text}"
        assert bool(CHINESE.search(text)) == (language == "zh"), f"{path}: {text}"
        assert text.endswith((*"。！？.!?…", "。”", "?”", ".”")), f"{path}: {text}"


@pytest.mark.parametrize(
    ("beginning", "rest", "text"),
    [
        (["One. Two is here."], ["Tri."], "One. Two is here."),
        (["One."], ["Two, and more.", "Three."], "One. Two, and more."),
        (["One is 1.5 long. Two is too long, I say."], [], "One is 1.5 long."),
        (["One."], ["Two is too long, I say."], "One. Two is too long…"),
        (["One."], ["Twoisalongwordtoo long to fit"], "One. Twoisalongwordtoo…"),
    ],
)
def test_a_description_is_made_of_whole_sentences(beginning, rest, text):
    """Only where there are too few is one of them cut, after a clause or a word."""
    assert describe(beginning, rest, Limits(10, 23)) == text


def test_chinese_sentences_are_joined_without_a_space():
    """And one is cut where its clause ends."""
    assert describe(["一句。二句！"], [], Limits(4, 9)) == "一句。二句！"
    assert describe(["一。"], ["二二二，三三三。"], Limits(4, 7)) == "一。二二二…"


@BOTH
def test_a_shared_page_has_a_card(site, language):
    """Its address is right, its size as it says, and it is small."""
    for path, page in public(site, language).items():
        assert content(page, "og:url") == f"{site_url}/{language}/{path}"
        assert content(page, "og:locale") == {"zh": "zh_CN", "en": "en_GB"}[language]
        assert content(page, "og:description") == content(page, "description")
        assert content(page, "twitter:card") == "summary_large_image"
        assert content(page, "og:title")
        assert bool(CHINESE.search(content(page, "og:image:alt"))) == (language == "zh")
        card = file_at(site, content(page, "og:image"))
        with Image.open(card) as image:
            said = (content(page, "og:image:width"), content(page, "og:image:height"))
            assert tuple(map(str, image.size)) == said == ("1200", "630")
        assert card.stat().st_size < 40_000, path


def latin_face(size):
    """Return a font that is there wherever the site is built: plots are drawn with it."""
    return ImageFont.truetype(Path(mpl.get_data_path(), "fonts/ttf/DejaVuSans.ttf"), size)


def test_cards_of_different_pages_differ(site):
    """A card shows the title of its page; without a font for that, all pages share one."""
    drawn = social_cards.font(20) is not None
    for language in LANGUAGES:
        cards = [
            file_at(site, content(page, "og:image")).read_bytes()
            for page in public(site, language).values()
        ]
        assert len(set(cards)) == (len(cards) if drawn else 1)


def test_a_title_is_broken_into_lines_that_fit():
    """Between words, between Chinese characters, and never before a comma."""
    face = latin_face(40)
    for title in (
        "同步与异步，阻塞与非阻塞，还有许多许多别的",
        "Synchronous, and a multiprocessing",
    ):
        lines = social_cards.wrap(title, face, 400)
        assert len(lines) > 1
        assert all(face.getlength(line) <= 400 for line in lines)
        assert "".join(lines).replace(" ", "") == title.replace(" ", "")
        assert not any(after.startswith(("，", ",")) for _before, after in pairwise(lines))
    assert social_cards.wrap("一二，三", face, face.getlength("一二")) == ["一", "二，", "三"]
    assert social_cards.wrap("two words", face, face.getlength("words")) == ["two", "words"]


def test_characters_without_a_glyph_are_noticed():
    """A card with boxes in it is worse than one card for all."""
    face = latin_face(40)
    assert not social_cards.lacks(face, "Run First")
    assert social_cards.lacks(face, "跑过 Run First") == "跑过"
    assert social_cards.lacks(face, "a\U0001f984b") == "\U0001f984"
    assert social_cards.draw("\U0001f984", "", "Run First") is None


@pytest.mark.skipif(sys.platform != "linux", reason="only there variables say where fonts are")
def test_without_a_font_the_build_says_so_and_takes_one_card_for_all(
    tiny_docs, tmp_path, monkeypatch, capsys
):
    """Pages are shared with the card of the home page rather than with boxes."""
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "no-fonts"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-fonts"))
    build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs)
    output = capsys.readouterr().out
    for language, name in (("zh", "zh_CN.png"), ("en", "en.png")):
        assert output.count(f"[{language}] social cards: no font here has all glyphs") == 1
        card = (tmp_path / "html" / language / "_cards/chapter/page.png").read_bytes()
        assert card == (Path(social_cards.__file__).parents[1] / "_cards" / name).read_bytes()


def data_of(page):
    """Return the structured data of a page."""
    (script,) = page.select("script[type='application/ld+json']")
    return json.loads(script.string)


@BOTH
def test_the_book_names_its_chapters_and_each_page_what_it_is_a_part_of(site, language):
    """All identifiers lead to pages, and the two languages name each other."""
    pages = public(site, language)
    book = data_of(pages["index.html"])
    assert book["@type"] == "Book"
    assert [chapter["position"] for chapter in book["hasPart"]] == [1, 2, 3, 4, 5, 6, 7]
    other = {"zh": "workTranslation", "en": "translationOfWork"}[language]
    chapters = []
    for path, page in pages.items():
        data = data_of(page)
        assert data["url"] == f"{site_url}/{language}/{path}"
        assert data["inLanguage"] == LANGUAGES[language]
        assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert data["description"] == content(page, "description")
        translation = data[other]["@id"]
        assert translation == data["@id"].replace(f"/{language}/", f"/{translation_of(language)}/")
        for address in (data["image"], data["@id"], translation):
            assert file_at(site, address).is_file()
        if path != "index.html":
            assert file_at(site, data["isPartOf"]["@id"]).is_file()
        if data["@type"] == "Chapter":
            assert data["isPartOf"]["@id"] == book["@id"]
            chapters.append((data["position"], data["name"], data["@id"]))
    assert sorted(chapters) == [(it["position"], it["name"], it["@id"]) for it in book["hasPart"]]
    nested = data_of(pages["ch03-processes/process/guard.html"])["isPartOf"]["@id"]
    assert nested == f"{site_url}/{language}/ch03-processes/process/index.html"


def translation_of(language):
    """Return the other language."""
    return {"zh": "en", "en": "zh"}[language]


def test_the_sitemap_has_every_page_with_its_translations(site):
    """One file for all languages, at the root."""
    root = ET.parse(site.html / "sitemap.xml").getroot()  # noqa: S314 - our own
    found = {
        url.findtext(f"{SITEMAP}loc"): {
            link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")
        }
        for url in root.iter(f"{SITEMAP}url")
    }
    assert found == {
        f"{site_url}/{language}/{path}": {
            tag: f"{site_url}/{name}/{path}" for name, tag in LANGUAGES.items()
        }
        for language in LANGUAGES
        for path in public(site, language)
    }
    robots = (site.html / "robots.txt").read_text("utf-8").splitlines()
    assert f"Sitemap: {site_url}/sitemap.xml" in robots
    assert not [line for line in robots if line.startswith("Disallow")]


def test_the_root_page_names_both_languages(tiny):
    """With whole addresses, and a card; it stays tiny."""
    page = BeautifulSoup((tiny.html / "index.html").read_text("utf-8"), "html.parser")
    links = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
    homes = {tag: f"{site_url}/{name}/index.html" for name, tag in LANGUAGES.items()}
    assert links == {**homes, "x-default": f"{site_url}/"}
    assert page.select_one("link[rel=canonical]")["href"] == f"{site_url}/"
    assert file_at(tiny, content(page, "og:image")).is_file()
    assert CHINESE.search(content(page, "description"))
    assert "Python sockets" in content(page, "description")
    assert (tiny.html / "index.html").stat().st_size < 5000


@BOTH
def test_changes_can_be_followed_in_a_feed(site, language):
    """Every page names it; it has every dated release, in the language of the pages."""
    for path, page in public(site, language).items():
        (link,) = page.select("link[type='application/atom+xml']")
        address = urljoin(f"{site_url}/{language}/{path}", link["href"])
        assert address == f"{site_url}/{language}/changes.xml"
    feed = ET.parse(site.html / language / "changes.xml").getroot()  # noqa: S314 - our own
    changes = site.pages(language)["changelog.html"]
    releases = [it for it in changes.select("h2") if re.search(r"\d{4}-\d\d-\d\d", it.get_text())]
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(releases) > 0
    for entry, heading in zip(entries, releases, strict=True):
        date = re.search(r"\d{4}-\d\d-\d\d", heading.get_text())[0]
        assert entry.findtext(f"{ATOM}updated") == f"{date}T00:00:00+00:00"
        assert entry.findtext(f"{ATOM}title") in heading.get_text()
        place = entry.find(f"{ATOM}link").get("href").partition("#")[2]
        assert changes.select_one(f"#{place}")
        text = entry.findtext(f"{ATOM}summary")
        assert "<li>" in text
        assert bool(CHINESE.search(text)) == (language == "zh")
    assert (
        feed.findtext(f"{ATOM}author/{ATOM}name")
        == {"zh": "跑过才算数", "en": "Run First"}[language]
    )


def blocks_of(markdown):
    """Return the blocks of code in a text, in notes and lists too."""
    block = re.compile(
        r"(?ms)^(?P<before>[> ]*)(?P<fence>`{3,})[^\n]*\n(?P<code>.*?)^[> ]*(?P=fence)$"
    )
    for match in block.finditer(markdown):
        before = match["before"].rstrip()
        lines = match["code"].splitlines()
        yield "\n".join(
            line.removeprefix(match["before"]) if line != before else "" for line in lines
        ).rstrip("\n")


@BOTH
def test_every_page_is_there_as_markdown_with_the_code_it_shows(site, language):
    """A reader that is a program gets each program whole, and text in one language."""
    for path, page in public(site, language).items():
        (link,) = page.select("link[type='text/markdown']")
        file = (site.html / language / path).parent / link["href"]
        assert file == site.html / language / f"{path}.md"
        text = file.read_text("utf-8")
        assert text.startswith("# "), path
        assert text.endswith(f"\n<{site_url}/{language}/{path}>\n"), path
        shown = [pre.get_text().rstrip("\n") for pre in page.select("article .highlight pre")]
        assert list(blocks_of(text)) == shown, path
        prose = re.sub(
            r"`[^`]+`|\]\([^)]*\)", "", re.sub(r"(?ms)^[> ]*(`{3,}).*?^[> ]*\1$", "", text)
        )
        if language == "en":
            assert not CHINESE.search(re.sub(r"“[^”]*”|\"[^\"]*\"", "", prose)), path
        for address in re.findall(r"\]\(<?([^)>\s]+)", text):
            assert address.startswith("http"), f"{path}: {address}"
            if address.startswith(f"{site_url}/"):
                assert file_at(site, address).is_file(), f"{path}: {address}"


def test_llms_txt_leads_to_every_page(site):
    """With what it says, in both languages."""
    text = (site.html / "llms.txt").read_text("utf-8")
    assert text.startswith("# Run First")
    assert "\n> " in text
    found = re.findall(r"^- \[([^\]]+)\]\(([^)]+)\): (.+)$", text, re.MULTILINE)
    expected = [
        (f"{site_url}/{language}/{path}.md", content(page, "description"))
        for language in LANGUAGES
        for path, page in public(site, language).items()
    ]
    assert sorted((address, said) for _title, address, said in found) == sorted(expected)
    assert all(file_at(site, address).is_file() for _title, address, _said in found)


def test_markdown_keeps_blank_lines_and_fences_in_code():
    """Two blank lines stay two; code that has a fence in it gets a longer one."""
    html = '<article><div class="highlight-text"><pre>a\n\n\n```\nb\n</pre></div></article>'
    text = to_markdown(html, "https://example.org/en/page.html", "https://example.org")
    assert "````text\na\n\n\n```\nb\n````" in text


def test_markdown_has_all_tabs_each_under_its_label(tiny):
    """What a reader would have to click for is there."""
    text = (tiny.html / "en/chapter/page.html.md").read_text("utf-8")
    places = [
        text.index(it) for it in ("**A**", "What A holds.", "**B**", "What B holds.", "**C**")
    ]
    assert places == sorted(places)
    assert "**Server**" in text
    assert "Link to this" not in text


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("other.html", "https://example.org/book/en/ch/other.html.md"),
        ("../index.html", "https://example.org/book/en/index.html.md"),
        ("other.html#place", "https://example.org/book/en/ch/other.html#place"),
        ("#here", "https://example.org/book/en/ch/page.html#here"),
        ("../_downloads/a.py", "https://example.org/book/en/_downloads/a.py"),
        ("https://docs.python.org/3/index.html", "https://docs.python.org/3/index.html"),
    ],
)
def test_links_in_markdown_are_whole(link, address):
    """To the Markdown of a page where they lead to a page of the site."""
    html = f'<article><p><a href="{link}">x</a></p></article>'
    site = "https://example.org/book"
    assert f"[x]({address})" in to_markdown(html, f"{site}/en/ch/page.html", site)


def test_the_address_of_the_site_can_be_another(monkeypatch):
    """With or without a slash at the end; what is no address is told, with the way out."""
    monkeypatch.setenv("SITE_URL", "https://example.org/book/")
    assert site_address() == "https://example.org/book"
    monkeypatch.delenv("SITE_URL")
    assert site_address().startswith("https://")
    for wrong in ("example.org", "https:///book", "https://example.org/?book"):
        monkeypatch.setenv("SITE_URL", wrong)
        with pytest.raises(ValueError, match=rf"'{re.escape(wrong)}': set SITE_URL"):
            site_address()
