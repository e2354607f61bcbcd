"""The built site, page by page, in both languages."""

import ast
import doctest
import re
from collections import Counter
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote

import pytest

from comment_language import comments, session_comments
from conf import site_url
from linkcheck import check_site
from shown_files import read_shown

SNIPPETS = Path(__file__).resolve().parents[2] / "snippets"
LANGUAGES = {"zh": "zh-CN", "en": "en"}
BOTH = pytest.mark.parametrize("language", LANGUAGES)
CHINESE = re.compile("[\u3400-\u9fff\uff01-\uff5e\u3000-\u303f]")
READ_ALOUD = ("alt", "aria-label", "content", "placeholder", "title")
# What furo and Sphinx write where nobody has translated them.
THEME_ENGLISH = re.compile(
    r"\b(Auto light|Back to top|Chapters|Contents|Copied|Copy|Dark mode|Download|Error|Expand|"
    r"Home|Language|Light mode|Link to|Made with|Menu|Next|Note|On this page|Permalink|"
    r"Please activate|Previous|Search|See also|Skip to|Tabs|Tip|Toggle|Warning)\b"
)


def pages_with_text(site, language):
    """Return the pages made of a source, without those that Sphinx adds."""
    return {path: page for path, page in site.pages(language).items() if path != "search.html"}


def texts(page):
    """Yield what a reader reads or hears in the language of the page, with its place."""
    other = page.select("pre, code, script, style, body [lang]")
    inside = {id(tag) for outer in other for tag in (outer, *outer.find_all())}
    for tag in page.select("*"):
        if id(tag) not in inside:
            yield from (
                (str(text), tag.name) for text in tag.find_all(string=True, recursive=False)
            )
            yield from ((tag.get(name, ""), f"{tag.name}[{name}]") for name in READ_ALOUD)


@BOTH
def test_pages_say_their_language(site, language):
    """Screen readers, fonts and search engines know what they have before them."""
    for path, page in site.pages(language).items():
        assert page.html["lang"] == LANGUAGES[language], path


def test_both_languages_have_the_same_pages(site):
    """The language switch never leads nowhere."""
    assert list(site.pages("zh")) == list(site.pages("en"))
    assert "index.html" in site.pages("zh")


@BOTH
def test_every_page_names_itself_and_its_translations(site, language):
    """Search engines show each reader the right one of two pages."""
    for path, page in pages_with_text(site, language).items():
        links = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
        expected = {tag: f"{site_url}/{name}/{path}" for name, tag in LANGUAGES.items()}
        default = f"{site_url}/" if path == "index.html" else f"{site_url}/en/{path}"
        assert links == {**expected, "x-default": default}, path
        canonical = [link["href"] for link in page.select("link[rel=canonical]")]
        assert canonical == [f"{site_url}/{language}/{path}"], path


@BOTH
def test_the_switch_leads_to_the_same_page(site, language):
    """Twice: in the sidebar, and at the top of a phone; relative, so that it works from a disk."""
    for path, page in site.pages(language).items():
        switches = page.select(".language-switch")
        assert len(switches) == 2, path
        for switch in switches:
            targets = {
                link["hreflang"]: (site.html / language / path).parent / link["href"]
                for link in switch.select("a")
            }
            for name, tag in LANGUAGES.items():
                assert targets[tag].resolve() == (site.html / name / path).resolve(), path
            current = [link["hreflang"] for link in switch.select("a[aria-current]")]
            assert current == [LANGUAGES[language]], path


def structure(page):
    """Return what both languages must have in common, in order."""
    article = page.select_one("article")
    for tag in article.select("*"):
        if tag.get("id"):
            yield f"id {tag['id']}"
        match tag.name:
            case "a" if "glossary-term" in tag.get("class", ()):
                pass  # a term may be used first in one paragraph or in the next
            case "a":
                href = tag.get("href", "").replace("/zh-cn/3/", "/3/")
                yield f"link {href}"
            case "pre":
                yield f"block of {len(tag.get_text().splitlines())} lines"
            case "code" if tag.find_parent("a") is None:
                yield f"code {tag.get_text()}"
            case "p" | "li" | "td" | "th" | "img" | "h1" | "h2" | "h3" | "h4" | "dt" | "dd":
                yield tag.name


# Inline elements follow the word order of the language; blocks do not.
INLINE = ("link ", "code ")


def test_both_languages_are_built_alike(site):
    """No link, label, list item, table cell or block is lost in translation."""
    wrong = []
    for path, page in pages_with_text(site, "zh").items():
        chinese, english = list(structure(page)), list(structure(site.pages("en")[path]))
        if path == "glossary.html":  # its entries follow the dictionary of the language
            chinese, english = sorted(chinese), sorted(english)
        blocks = [
            [part for part in side if not part.startswith(INLINE)] for side in (chinese, english)
        ]
        wrong += [
            f"{path}: {zh or 'nothing'} in Chinese is {en or 'nothing'} in English"
            for zh, en in zip_longest(*blocks)
            if zh != en
        ][:1]
        inline = [
            Counter(part for part in side if part.startswith(INLINE)) for side in (chinese, english)
        ]
        wrong += [f"{path}: only in Chinese: {part}" for part in inline[0] - inline[1]]
        wrong += [f"{path}: only in English: {part}" for part in inline[1] - inline[0]]
    assert not wrong, "\n".join(wrong)


def test_english_pages_have_no_chinese_left(site):
    """An English reader meets Chinese only where it is the data of a program."""
    wrong = [
        f"{path}: {where}: {text.strip()[:60]}"
        for path, page in site.pages("en").items()
        for text, where in texts(page)
        if CHINESE.search(text)
    ]
    assert not wrong, "\n".join(wrong)


def test_chinese_pages_have_no_english_of_the_theme_left(site):
    """A Chinese reader meets no English button, label or title."""
    wrong = [
        f"{path}: {where}: {text.strip()[:60]}"
        for path, page in site.pages("zh").items()
        for text, where in texts(page)
        if THEME_ENGLISH.search(text) and not CHINESE.search(text)
    ]
    assert not wrong, "\n".join(wrong)


def test_headings_have_explicit_ids(site):
    """A link from outside to a heading stays when another heading is added."""
    for language in LANGUAGES:
        for path, page in site.pages(language).items():
            generated = [
                tag["id"] for tag in page.select("article [id]") if re.match(r"id\d+$", tag["id"])
            ]
            assert not generated, f"{language}/{path}: {generated}"


def test_ids_are_unique(site):
    """A link into a page has one target."""
    for language in LANGUAGES:
        for path, page in site.pages(language).items():
            twice = [
                name for name, n in Counter(t["id"] for t in page.select("[id]")).items() if n > 1
            ]
            assert not twice, f"{language}/{path}: {twice}"


def test_every_internal_link_leads_somewhere(site):
    """Pages, files and places within pages: all that is linked is there, from the root page on."""
    links = check_site(site.html)
    assert links.checked
    assert not links.faults, "\n".join(links.faults)


def test_static_hosts_serve_folders_with_underscores(site):
    """GitHub Pages would leave out _static without this file."""
    assert (site.html / ".nojekyll").is_file()


def test_nothing_is_loaded_from_elsewhere(site):
    """Readers are not announced to third parties, and the site works where those are blocked."""
    elsewhere = re.compile(r"^(https?:)?//")
    for language in LANGUAGES:
        for path, page in site.pages(language).items():
            loaded = [tag.get("src") for tag in page.select("[src]")]
            loaded += [tag.get("data") for tag in page.select("object")]
            loaded += [
                link["href"]
                for link in page.select("link")
                if not {"alternate", "canonical"} & set(link["rel"])
            ]
            wrong = [address for address in loaded if address and elsewhere.match(address)]
            assert not wrong, f"{language}/{path}: {wrong}"
    for style in site.html.rglob("*.css"):
        text = style.read_text("utf-8")
        addresses = re.findall(r"""(?:url\(\s*["']?|@import\s+["'])([^"')]+)""", text)
        assert not [address for address in addresses if elsewhere.match(address)], style


def included(page):
    """Return path, whether it is the whole file, text and download of every included block."""
    for wrapper in page.select(".literal-block-wrapper"):
        yield (
            wrapper.select_one(".caption-text code").get_text(),
            wrapper.select_one(".excerpt") is None,
            wrapper.select_one(".highlight pre").get_text(),
            wrapper.select_one("a.download")["href"],
        )


def blocks(site, language):
    """Return page and included block of all pages of a language."""
    return [
        (path, *block) for path, page in site.pages(language).items() for block in included(page)
    ]


@BOTH
def test_downloads_are_the_files_of_the_repository(site, language):
    """What is downloaded is what was run, to the byte, under its own name."""
    found = blocks(site, language)
    assert found
    for page, path, _whole, _text, href in found:
        downloaded = (site.html / language / page).parent / unquote(href)
        assert downloaded.name == Path(path).name
        assert downloaded.read_bytes() == (site.root / path).read_bytes(), f"{page}: {path}"


def program(path, text):
    """Return what Python makes of a file, comments apart; of other files, the text itself."""
    match Path(path).suffix:
        case ".py":
            return ast.dump(ast.parse(text))
        case ".pycon":
            examples = doctest.DocTestParser().get_examples(text)
            return [(ast.dump(ast.parse(example.source)), example.want) for example in examples]
        case _:
            return text


@BOTH
def test_shown_programs_are_those_of_the_repository(site, language):
    """Comments apart, what is shown is what was run."""
    for page, path, whole, text, _href in blocks(site, language):
        if whole and not text.startswith("--- "):
            source = (site.root / path).read_text("utf-8")
            assert program(path, text) == program(path, source), f"{page}: {path}"


@BOTH
def test_shown_comments_speak_one_language(site, language):
    """No comment is shown in both languages, and an English page shows none in Chinese."""
    find = {".py": comments, ".pycon": session_comments}
    wrong = []
    for page, path, whole, text, _href in blocks(site, language):
        if whole and Path(path).suffix in find and not text.startswith("--- "):
            lines = text.splitlines()
            shown = [lines[row][column:] for row, column in find[Path(path).suffix](text)]
            wrong += [
                f"{page}: {path}: {comment}"
                for comment in shown
                if CHINESE.search(comment) and (language == "en" or " | " in comment)
            ]
    assert not wrong, "\n".join(wrong)


@BOTH
def test_every_file_of_the_chapters_is_shown(site, language):
    """No program, session or recorded output lies about that no reader sees."""
    shown = {block["file"] for block in read_shown(site.work / "doctrees" / language)}
    files = [path for path in SNIPPETS.glob("ch[0-9][0-9]_*/**/*") if path.is_file()]
    assert files
    wrong = [
        f"{path.relative_to(site.root)}:1: shown on no page"
        for path in sorted(files)
        if not path.name.startswith("test_")
        and path.parent.name != "__pycache__"
        and path.relative_to(site.root).as_posix() not in shown
    ]
    assert not wrong, "\n".join(wrong)


@BOTH
def test_every_block_is_an_included_file(site, language):
    """No block of a page was typed into it, by whatever means."""
    wrong = [
        f"docs/{block['doc']}.md:{block['line']}: typed into the page"
        for block in read_shown(site.work / "doctrees" / language)
        if block["file"] is None or not block["file"].startswith("snippets/")
    ]
    assert not wrong, "\n".join(wrong)
