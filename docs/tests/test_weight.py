"""What a page costs its reader: bytes, files, and whether it moves while it comes."""

import gzip
import re

import brotli
import pytest

from assembly import assets, compress
from assembly.assets import NAMED, content_name
from assembly.compress import LEAST, SUFFIXES
from assembly.draft import Draft
from assembly.used_styles import keep_used, vocabulary
from browser import wait_until_usable

KB = 1000
# HTML, CSS and JavaScript of a page as they are sent, by kind of page: gzip and brotli.
MOST = {"data": (58 * KB, 48 * KB), "lesson": (45 * KB, 37 * KB)}
# These two are lists made of everything: the faults put right, and every test on every Python.
DATA = ("errata.html", "verification.html")
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def sent(file, suffix):
    """Return how many bytes of a file are sent to a browser that takes this compression."""
    copy = file.with_name(file.name + suffix)
    return (copy if copy.is_file() else file).stat().st_size


@LANGUAGES
def test_pages_are_light(site, language):
    """A long chapter costs less than a photograph would, whatever the browser can unpack."""
    wrong = []
    for path in site.pages(language):
        bounds = MOST["data" if path in DATA else "lesson"]
        for suffix, most in zip((".gz", ".br"), bounds, strict=True):
            weight = sent(site.html / language / path, suffix)
            if weight > most:
                wrong.append(f"{path}: {weight} bytes{suffix} of {most}")
    assert not wrong, "\n".join(wrong)


@LANGUAGES
def test_only_what_a_page_uses_is_in_it(site, language):
    """No page pays for what another does: one style sheet, and the scripts it has a use for."""
    uses = {"code_blocks": ".highlight", "filter": "form.filter", "tab_sets": ".sphinx-tabs"}
    seen = set()
    for path, page in site.pages(language).items():
        assert len(page.select("style")) == 1, path
        scripts = {
            name for tag in page.select("script[data-from]") for name in tag["data-from"].split()
        }
        for script, used in uses.items():
            assert (script in scripts) == bool(page.select(used)), f"{path}: {script}.js"
        assert scripts - set(uses) == {"search_opener", "site", "theme"}, path
        seen |= scripts & set(uses)
    assert seen == set(uses)


@LANGUAGES
def test_a_page_has_the_icons_it_shows_and_no_others(site, language):
    """One that is missing would be an empty button."""
    for path, page in site.pages(language).items():
        shown = {tag["href"].removeprefix("#") for tag in page.select("use")}
        assert {tag["id"] for tag in page.select("symbol")} == shown, path
        assert "svg-search" in shown, path


@LANGUAGES
def test_a_page_is_there_at_once(site, language):
    """Nothing more is asked for before the text is shown, and no script comes before it."""
    for path, page in site.pages(language).items():
        assert not page.select("link[rel=stylesheet], script[src]"), path
        marks = page.select("link[rel~=icon]")
        assert [tag["href"].partition(",")[0] for tag in marks] == ["data:image/svg+xml"], path
        assert not [tag for tag in page.select("script[data-from]") if tag.find_next("article")]
        assert page.article, path


@LANGUAGES
def test_what_is_loaded_later_is_named_by_its_content(site, language):
    """A browser that keeps it for ever never keeps an old one."""
    files = [*(site.html / language / "_static").rglob("*.*s")]
    assert {NAMED.sub("", file.name) for file in files} == {"search"}
    for file in files:
        plain = NAMED.sub(file.suffix, file.name)
        assert content_name(plain, file.read_bytes()) == file.name


@LANGUAGES
def test_nothing_stands_there_unused(site, language):
    """No style sheet or script is published that no page loads."""
    texts = [path.read_text("utf-8") for path in (site.html / language).rglob("*.html")]
    texts += [path.read_text("utf-8") for path in (site.html / language / "_static").rglob("*.js")]
    everything = "\n".join(texts)
    files = [
        path
        for path in (site.html / language / "_static").rglob("*")
        if path.suffix in (".css", ".js", ".map")
    ]
    assert files
    assert not [path.name for path in files if path.name not in everything]


def test_every_text_is_there_compressed(site):
    """A server sends copies, and they hold what the files hold."""
    compressed = 0
    for file in site.html.rglob("*"):
        if file.suffix in SUFFIXES and file.stat().st_size >= LEAST:
            content = file.read_bytes()
            for suffix, unpack in ((".br", brotli.decompress), (".gz", gzip.decompress)):
                copy = file.with_name(file.name + suffix).read_bytes()
                assert len(copy) < len(content), file
                assert unpack(copy) == content, file
            compressed += 1
    assert compressed > len(site.pages("zh"))


def test_compressed_copies_are_those_of_the_last_build(tmp_path, tiny):
    """What was compressed before is used again, and what is not used any more goes."""
    html = tmp_path / "html"
    html.mkdir()
    page = html / "page.html"
    draft = Draft(html, tiny.root / "docs", tmp_path / "work", "https://example.org")
    kept = tmp_path / "work/compressed"
    for text in ("one " * LEAST, "two " * LEAST):
        page.write_text(text, "utf-8")
        compress.add(draft)
        compress.add(draft)
        assert gzip.decompress((html / "page.html.gz").read_bytes()).decode() == text
        assert len(list(kept.iterdir())) == 2


# Sums up how far things moved while the page came; what the reader moves himself does not count.
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@LANGUAGES
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_comes(browser, site_url, kinds, language, width):
    """Who has begun to read keeps the line: tabs, pictures and lists come in their place."""
    context = browser.new_context(viewport={"width": width, "height": 740})
    context.add_init_script(WATCH)
    page = context.new_page()
    moved = {}
    for path in kinds:
        page.goto(f"{site_url}/{language}/{path}", wait_until="load")
        wait_until_usable(page)
        # Two frames later all that scripts change at once has been drawn.
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        moved[path] = page.evaluate("window.moved")
    context.close()
    assert max(moved.values()) < 0.01, moved


def test_layout_that_moves_is_seen(browser):
    """The measure of the test above measures."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto("data:text/html,<p id=late></p><h1>A heading</h1><p>Some text</p>")
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    page.evaluate("late.style.height = '300px'")
    page.wait_for_function("window.moved > 0.01")
    context.close()


WORDS = vocabulary(
    ['<article class="note wide" id="here"><p>one</p></article>'],
    ['table.classList.add("open")'],
)


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("p { color: red; }", "p{color:red}"),
        ("table{a:b}", ""),
        (".note > p{a:b} .tip > p{a:b}", ".note > p{a:b}"),
        ("p, table, .tip, #here{a:b}", "p,#here{a:b}"),
        (".open::before{a:b}", ".open::before{a:b}"),
        ("#there{a:b} [data-theme=dark] p:hover{a:b}", "[data-theme=dark] p:hover{a:b}"),
        ("p:not(.tip){a:b}", "p:not(.tip){a:b}"),
        (":is(.tip, table) p{a:b} :is(.tip, .note) p{a:b}", ":is(.tip, .note) p{a:b}"),
        ("@media print { .tip{a:b} }", ""),
        ("@media print { .note{a:b} table{a:b} }", "@media print{.note{a:b}}"),
        ("/* why */ p{--x: 1; --y: 2; a: var(--x) !important}", "p{--x:1;a:var(--x)!important}"),
        ("p{--x: 1} .tip{a: var(--x)}", ""),
        ('@charset "utf-8"; @font-face{font-family:x}', "@font-face{font-family:x}"),
        (
            "p{background: url(data:image/png;base64,AA)}",
            "p{background:url(data:image/png;base64,AA)}",
        ),
    ],
)
def test_rules_that_nothing_uses_are_dropped(css, left):
    """What pages or scripts name stays, states and attributes included; all else goes."""
    assert keep_used(css, WORDS, "it.css") == left


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("p{a:b}\n}", "it.css:2: "),
        ("p{a:b}\np{color}", "it.css:2: "),
        ("\n@import 'x.css';", "it.css:2: a style sheet that loads another: put all into one"),
        ("p{a: url(x.png)}", "it.css:1: it loads x.png: put a data: address there"),
        ("p{a: url('x.png')}", "it.css:1: it loads x.png: put a data: address there"),
    ],
)
def test_a_style_sheet_that_cannot_be_used_is_named(css, message):
    """The message says where, and what to do."""
    with pytest.raises(ValueError, match=re.escape(message)):
        keep_used(css, WORDS, "it.css")


@pytest.fixture
def small(tmp_path):
    """Give a site of one page to assemble, as Sphinx would have made it."""
    static = tmp_path / "html/en/_static"
    (static / "styles").mkdir(parents=True)
    (static / "styles/theme.css").write_text("p { color: red; }\n.gone { color: blue; }\n", "utf-8")
    (static / "site.css").write_text("p::before { content: attr(data-x); }\n", "utf-8")
    (static / "later.css").write_text(".later { top: 0; }\n.gone { top: 0; }\n", "utf-8")
    (static / "site.js").write_text('// why\nx.className = "later";\n', "utf-8")
    (static / "tab_sets.js").write_text("tabs();\n", "utf-8")
    (static / "late.js").write_text("z( );\n", "utf-8")
    (static / "unused.js").write_text("y();\n", "utf-8")
    page = tmp_path / "html/en/chapter/page.html"
    page.parent.mkdir()
    page.write_text(
        '<!doctype html><html><head><meta charset="utf-8">\n'
        '<link rel="stylesheet" type="text/css" href="../_static/styles/theme.css?v=1" />\n'
        "<style>p { margin: 0; }</style>\n"
        '<link href="../_static/site.css" rel="stylesheet">\n'
        '<script defer src="../_static/site.js?v=2"></script>\n'
        '<script defer src="../_static/tab_sets.js"></script></head>\n'
        '<body><p data-style="../_static/later.css">Text</p></body></html>\n',
        "utf-8",
    )
    (tmp_path / "html/404.html").write_text('<script src="en/_static/late.js"></script>', "utf-8")
    return Draft(tmp_path / "html", tmp_path / "docs", tmp_path / "work", "https://example.org")


def test_a_page_holds_its_sheet_and_scripts(small):
    """In the order of the page; what is loaded later has another name; what nobody names goes."""
    assets.add(small)
    folder = small.html / "en/_static"
    texts = {NAMED.sub("", path.name): path.read_text("utf-8") for path in folder.iterdir()}
    assert texts == {"later": ".later{top:0}", "late": "z();"}
    names = {NAMED.sub("", path.name): path.name for path in folder.iterdir()}
    page = (small.html / "en/chapter/page.html").read_text("utf-8")
    assert page == (
        '<!doctype html><html><head><meta charset="utf-8">\n'
        "<style>p{color:red}p{margin:0}p::before{content:attr(data-x)}</style></head>\n"
        f'<body><p data-style="../_static/{names["later"]}">Text</p>\n'
        '<script data-from="tab_sets">tabs();</script>\n'
        '<script data-from="site">requestAnimationFrame(()=>{'
        'setTimeout(()=>{x.className="later";});'
        'setTimeout(()=>{document.documentElement.dataset.scripts="run";});});</script>\n'
        "</body></html>\n"
    )
    root = (small.html / "404.html").read_text("utf-8")
    assert root == f'<script src="en/_static/{names["late"]}"></script>'


def test_assembling_says_which_style_sheet_is_broken(small):
    """With the page, as the sheets of a page are one."""
    (small.html / "en/_static/site.css").write_text("}", "utf-8")
    with pytest.raises(ValueError, match=r"^en/chapter/page\.html: its style sheets:\d+: "):
        assets.add(small)


@LANGUAGES
def test_downloads_have_the_path_of_the_repository(tiny, language):
    """One copy for both languages, under an address that can be told."""
    page = tiny.pages(language)["chapter/page.html"]
    links = [tag["href"] for tag in page.select("a.download")]
    assert "../../snippets/ch00_sample/talk/server.py" in links
    assert (tiny.html / "snippets/ch00_sample/talk/server.py").is_file()
    assert not (tiny.html / language / "_downloads").exists()
