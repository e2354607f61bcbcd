"""Chinese is set as Chinese is set, and each language is marked as what it is."""

import re

import pytest

from assembly import foreign_phrases, path_breaks
from assembly.draft import Draft

LANGUAGES = ("zh", "en")
PAGE = "chapter/page.html"
# The paths of the sample are short.
NARROW = {"width": 240, "height": 740}
HAN = re.compile(r"[\u3400-\u9fff]")
CODE = ["code", "kbd", "pre", "samp", "script", "style", "svg"]
BLOCKS = ["p", "li", "td", "th", "h1", "h2", "h3", "h4", "dt", "dd", "figcaption"]


def write(page, body):
    """Put something of one's own in the place of the text of a page."""
    page.evaluate("html => { document.querySelector('article').innerHTML = html }", body)


def fonts(page, selector):
    """Return the names of the fonts that the browser took for the text of an element."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["postScriptName"] for font in used}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("element", ["p", "pre", "h2"])
def test_chinese_has_chinese_glyphs(visit, tiny_url, language, element):
    """Not the Japanese ones that a browser would take on an English page: 直 differs there."""
    page = visit(f"{tiny_url}/{language}/{PAGE}")
    write(page, f"<{element} id='sample'>直骨</{element}>")
    used = fonts(page, "#sample")
    assert used
    assert not [name for name in used if re.search(r"JP|KR|TC|HK|jp|kr|tc|hk", name)]


def test_chinese_quotation_marks_are_full_width(visit, tiny_url):
    """On a Chinese page they are as wide as a character; in code, and in English, they are not."""
    widths = {}
    for language in LANGUAGES:
        page = visit(f"{tiny_url}/{language}/{PAGE}")
        write(page, "<p><span id='mark'>—</span><span id='han'>中</span></p>")
        box = "it => it.getBoundingClientRect().width"
        widths[language] = [page.locator(it).evaluate(box) for it in ("#mark", "#han")]
        if language == "zh":
            write(page, "<p><span id='mark'>“中”中</span></p>")
            assert page.locator("#mark").evaluate(box) >= 3.4 * widths["zh"][1]
    assert widths["zh"][0] == widths["zh"][1]


def test_chinese_is_emphasised_by_dots(visit, tiny_url):
    """What is slanted in English has a dot under each character in Chinese."""
    page = visit(f"{tiny_url}/zh/{PAGE}")
    write(page, "<p><em id='sample'>重点</em></p>")
    style = page.locator("#sample").evaluate(
        "it => [getComputedStyle(it).fontStyle, getComputedStyle(it).textEmphasisStyle]"
    )
    assert style == ["normal", "dot"]
    page = visit(f"{tiny_url}/en/{PAGE}")
    write(page, "<p><em id='sample'>stressed</em></p>")
    assert page.locator("#sample").evaluate("it => getComputedStyle(it).fontStyle") == "italic"


def test_chinese_and_letters_stand_apart(site):
    """In the text itself, so that it is so in every browser, and in what is copied."""
    joined = re.compile(r"[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]")
    seen = 0
    for path, page in site.pages("zh").items():
        article = page.find("article")
        for block in article.find_all(
            ["p", "li", "td", "h1", "h2", "h3", "h4", "dt", "figcaption"]
        ):
            if block.find_parent(CODE) or block.find(["p", "li"]):
                continue
            text = "".join(
                it if not it.find_parent("code") else "□" for it in block.find_all(string=True)
            )
            found = joined.search(text)
            assert not found, f"{path}: {text[max(0, found.start() - 10) :][:30]}"
            seen += bool(HAN.search(text))
    assert seen > 1000


def test_no_mark_begins_a_line(visit, tiny_url):
    """At no width does a comma, a full stop or a closing bracket stand first in a line."""
    page = visit(f"{tiny_url}/zh/{PAGE}")
    text = (
        "\u6211\u5148\u6765\uff0c\u4f60\u540e\u6765\u3002\uff08\u4ed6\u4e0d\u6765\uff09\u3001\u201c\u662f\u201d\uff1b\u597d\uff01"
        * 4
    )
    write(page, f"<p id='sample'>{text}</p>")
    first = """(it, width) => {
      it.style.width = `${width}px`;
      const range = new Range(), text = it.firstChild, found = [];
      let line = null;
      for (let at = 0; at < text.length; at++) {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const {bottom} = range.getBoundingClientRect();
        if (line === null || bottom > line + 4) found.push(text.data[at]);
        line = bottom;
      }
      return found;
    }"""
    for width in range(60, 160, 7):
        starts = page.locator("#sample").evaluate(first, width)
        assert len(starts) > 5
        assert not set(starts) & set("，。）、”；！"), width


def test_paths_break_where_they_may_on_a_narrow_screen(visit, tiny_url):
    """After a slash or an underscore, never within a name that fits a line."""
    page = visit(f"{tiny_url}/en/{PAGE}", viewport=NARROW)
    ends = page.locator(".code-block-caption code").evaluate_all(
        """all => all.flatMap((it) => {
          const walker = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
          const range = new Range(), found = [];
          let line = null, before = "";
          while (walker.nextNode()) {
            const text = walker.currentNode;
            for (let at = 0; at < text.length; at++) {
              range.setStart(text, at);
              range.setEnd(text, at + 1);
              const {bottom} = range.getBoundingClientRect();
              if (line !== null && bottom > line + 4) found.push(before);
              [line, before] = [bottom, text.data[at]];
            }
          }
          return found;
        })"""
    )
    assert ends
    assert set(ends) <= {"/", "_"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_which_language_each_part_is_in(site, language):
    """On English pages all Chinese is marked; a Chinese page marks no Chinese as English."""
    marked = 0
    for path, page in site.pages(language).items():
        for text in page.body.find_all(string=HAN):
            if text.find_parent(["script", "style", "option", "textarea"]):
                continue
            tag = text.find_parent(lang=True)["lang"]
            assert tag == "zh-CN", f"{path}: {text[:40]!r} is said to be in {tag}"
        foreign = page.find("article").find_all(lang=True)
        marked += len(foreign)
    assert marked


def site_of(tmp_path, body, language="en"):
    """Return a draft with one page."""
    folder = tmp_path / "html" / language
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(f"<html><body>{body}</body></html>", "utf-8")
    return Draft(tmp_path / "html", tmp_path, tmp_path, "https://example.org"), folder / "page.html"


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "<p>a 你好，小明 b</p>", '<p>a <span lang="zh-CN">你好，小明</span> b</p>'),
        (
            "en",
            "<pre>x = <b>'跑'</b></pre>",
            "<pre>x = <b>'<span lang=\"zh-CN\">跑</span>'</b></pre>",
        ),
        ("en", '<a lang="zh-CN" href="">简体中文</a>', '<a lang="zh-CN" href="">简体中文</a>'),
        ("en", '<img alt="中"><br>中', '<img alt="中"><br><span lang="zh-CN">中</span>'),
        ("en", "<script>'中'</script><!-- 中 --><p>x", "<script>'中'</script><!-- 中 --><p>x"),
        ("zh", "<p>叫 race condition。</p>", '<p>叫 <span lang="en">race condition</span>。</p>'),
        ("zh", "<p>用 Python 的 Queue</p>", "<p>用 Python 的 Queue</p>"),
        ("zh", "<p>CC BY，CPU 0</p>", "<p>CC BY，CPU 0</p>"),
        ("zh", "<pre>all is done</pre>", "<pre>all is done</pre>"),
        ("zh", "<code>a or b</code> 或 <b>a or b</b>", None),
    ],
)
def test_foreign_phrases_are_marked(tmp_path, language, before, after):
    """Chinese everywhere; English in phrases, outside code, and not names alone."""
    draft, page = site_of(tmp_path, before, language)
    foreign_phrases.add(draft)
    if after is None:
        after = '<code>a or b</code> 或 <b><span lang="en">a or b</span></b>'
    assert page.read_text("utf-8") == f"<html><body>{after}</body></html>"


def test_the_text_of_a_page_stays_as_it_is(site):
    """Marks change no letter: what is copied from a page is what was written."""
    assert any(page.find("wbr") for page in site.pages("en").values())
    for page in site.pages("en").values():
        for code in page.select(".code-block-caption code"):
            assert re.fullmatch(r"[\w./-]+", code.get_text()), code


def test_paths_are_given_their_breaks(tmp_path):
    """In captions only, and in no attribute."""
    caption = (
        '<div class="code-block-caption"><span class="caption-text"><code class="a_b">{}</code>'
    )
    draft, page = site_of(tmp_path, caption.format("<b>x/y_z.py</b>") + "<p>x/y</p></span></div>")
    path_breaks.add(draft)
    wanted = caption.format("<b>x/<wbr>y_<wbr>z.py</b>") + "<p>x/y</p></span></div>"
    assert page.read_text("utf-8") == f"<html><body>{wanted}</body></html>"
