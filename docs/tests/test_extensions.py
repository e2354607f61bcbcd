"""The extensions, on a page that uses all they offer."""

import ast
import shutil
import subprocess
import sys

import pytest

from build import BuildError, build_site
from shown_files import read_shown

PAGE = "chapter/page.html"
TALK = "snippets/ch00_sample/talk"


def blocks(page):
    """Return caption, and text of the code, of every included block."""
    return [
        (
            wrapper.select_one(".caption-text code").get_text(),
            wrapper.select_one(".highlight pre").get_text(),
        )
        for wrapper in page.select(".literal-block-wrapper")
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_block_shows_its_file_in_the_language_of_the_page(tiny, language):
    """Comments apart, a block is the file: same lines, same program."""
    (_, shown), *_ = blocks(tiny.pages(language)[PAGE])
    source = (tiny.root / TALK / "server.py").read_text("utf-8")
    assert len(shown.splitlines()) == len(source.splitlines())
    assert ast.dump(ast.parse(shown)) == ast.dump(ast.parse(source))
    waits = {
        "zh": "        # 没有数据时一直等待\n",
        "en": "        # waits while nothing is there\n",
    }
    assert waits[language] in shown
    assert "# 多行字符串里的 | stays too\n" in shown
    assert "# 只有中文\n" in shown


def test_parts_speak_the_language_of_the_page_too(tiny):
    """A part is cut out of the file first, with patterns that stand in the file."""
    (_, part), (_, lines) = blocks(tiny.pages("en")[PAGE])[2:4]
    assert part.startswith("def serve(server):\n    while True:\n        # waits while nothing")
    assert lines == '# the port\nADDRESS = ("127.0.0.1", 9001)\n'


def test_parts_say_that_they_are_parts(tiny):
    """A caption tells an excerpt from a whole file."""
    captions = tiny.pages("zh")[PAGE].select(".code-block-caption")
    marked = [number for number, caption in enumerate(captions) if "节选" in caption.get_text()]
    assert marked == [2, 3]


def test_a_difference_names_files_as_the_repository_does(tiny):
    """No path of the machine that built the site is shown, and comments are in one language."""
    (_, difference) = blocks(tiny.pages("zh")[PAGE])[4]
    first, second, *rest = difference.splitlines()
    assert (first.split(), second.split()) == (
        ["---", f"{TALK}/server.py"],
        ["+++", f"{TALK}/client.py"],
    )
    assert " # 端口" in rest
    assert "-SIZE = 2048  # 最多取 a|b 这么多" in rest


def test_sessions_are_shown_in_one_language(tiny):
    """The comments of a doctest session change, its output does not."""
    (path, session) = blocks(tiny.pages("en")[PAGE])[6]
    assert path == f"{TALK}/session.pycon"
    assert ">>> 1500 - 20 - 8  # without the headers\n1472\n" in session
    assert "...     # twice\n" in session
    assert "\n# 数据 | data 8\n" in session


def test_output_is_shown_as_recorded(tiny):
    """Nothing is cut out of a recorded output."""
    (_, output) = blocks(tiny.pages("en")[PAGE])[5]
    assert output == (tiny.root / TALK / "output.txt").read_text("utf-8")


def test_blocks_are_highlighted_by_suffix(tiny):
    """Nobody has to name the language of a file."""
    wrappers = tiny.pages("zh")[PAGE].select(".literal-block-wrapper")
    classes = [wrapper.select_one("div[class^=highlight-]")["class"][0] for wrapper in wrappers]
    kinds = ["python"] * 4 + ["udiff", "text", "pycon"]
    assert classes == [f"highlight-{kind}" for kind in kinds]


def test_lines_are_emphasized_by_pattern(tiny):
    """The lines that match are marked, no other."""
    first = tiny.pages("zh")[PAGE].select_one(".literal-block-wrapper")
    assert [line.get_text().strip() for line in first.select(".hll")] == [
        "data, client = server.recvfrom(SIZE)"
    ]


def test_a_file_is_downloaded_under_its_name(tiny):
    """The link says what it gives, and gives the file to the byte."""
    page = tiny.pages("zh")[PAGE]
    link = page.select_one(".literal-block-wrapper a.download")
    assert link.get_text() == "下载 server.py"
    downloaded = (tiny.html / "zh" / PAGE).parent / link["href"]
    assert downloaded.name == "server.py"
    assert downloaded.read_bytes() == (tiny.root / TALK / "server.py").read_bytes()


def test_captions_are_not_for_translators(tiny):
    """A catalog has neither paths nor the words of captions."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "gettext"]
    catalogs = tiny.work / "gettext"
    subprocess.run([*command, tiny.root / "docs", catalogs], check=True)  # noqa: S603 - our own
    text = (catalogs / "chapter/page.pot").read_text("utf-8")
    assert "server.py" not in text
    assert "下载" not in text
    assert 'msgid "服务器"' in text, "labels of tabs are for translators"
    assert 'msgid "UDP 首部"' in text, "tables in tabs are for translators"
    assert "Date" not in text, "a date changes on every extraction"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_shown_is_listed(tiny, language):
    """Tests can ask which file stands on which line of which page."""
    shown = read_shown(tiny.work / "doctrees" / language)
    page = (tiny.root / "docs/chapter/page.md").read_text("utf-8").splitlines()
    assert [block["doc"] for block in shown] == ["chapter/page"] * 7
    for block in shown:
        assert block["file"] is not None
        assert f"{{literalinclude}} ../../{block['file']}" in page[block["line"] - 1]


def test_the_list_is_not_published(tiny):
    """What tests need is not part of the site."""
    assert not list(tiny.html.rglob("shown.json"))


def test_labels_of_tabs_are_translated(tiny):
    """A tab and its panel carry the label of the page's language, and the ids of both."""
    zh, en = (tiny.pages(language)[PAGE] for language in ("zh", "en"))
    assert [tab.get_text() for tab in zh.select("[role=tab]")] == ["服务器", "客户端", *"甲乙丙"]
    assert [tab.get_text() for tab in en.select("[role=tab]")] == ["Server", "Client", *"ABC"]
    assert [panel["data-label"] for panel in en.select("[role=tabpanel]")] == [
        tab.get_text() for tab in en.select("[role=tab]")
    ]
    assert [tab["id"] for tab in zh.select("[role=tab]")] == [
        tab["id"] for tab in en.select("[role=tab]")
    ]
    assert zh.select_one("[role=tablist]")["aria-label"] == "选项卡"


def test_tables_in_tabs_are_translated(tiny):
    """The cells of a table are translated wherever it stands."""
    cells = [cell.get_text() for cell in tiny.pages("en")[PAGE].select("td, th")]
    assert cells == ["Header", "Bytes", "UDP header", "8"]


def test_landmarks_and_captions_are_known_to_screen_readers(tiny):
    """Who jumps from part to part of a page hears which is which, in the page's language."""
    page = tiny.pages("zh")["index.html"]
    assert [aside["aria-label"] for aside in page.select("aside")] == ["章节", "本页目录"]
    captions = page.select("[role=heading]")
    assert captions
    assert all(caption["aria-level"] == "2" for caption in captions)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_mark_of_the_translator_is_written(tiny, language):
    """HTML has no attribute `translated`."""
    for path, page in tiny.pages(language).items():
        assert not page.select("[translated]"), path


def test_tabs_are_laid_out_where_there_is_no_script(tiny):
    """A plain text has each label above its content."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "text"]
    out = tiny.work / "text"
    subprocess.run([*command, tiny.root / "docs", out], check=True)  # noqa: S603 - our own
    text = (out / "chapter/page.txt").read_text("utf-8")
    assert text.index("**甲**") < text.index("甲的内容。") < text.index("**乙**")


def test_sentences_on_lines_of_their_own_are_joined_in_chinese(tiny):
    """No space comes between Chinese sentences; English keeps its own."""
    assert "逐个回答。参见 socket" in tiny.pages("zh")[PAGE].select_one("article p").get_text()
    assert "each. See socket" in tiny.pages("en")[PAGE].select_one("article p").get_text()


def test_references_lead_to_the_python_documentation_in_the_same_language(tiny):
    """A Chinese reader gets the Chinese page."""
    links = [
        tiny.pages(language)[PAGE].select_one("article a.external")["href"]
        for language in ("zh", "en")
    ]
    target = "3/library/socket.html#socket.socket.recvfrom"
    assert links == [f"https://docs.python.org/{folder}{target}" for folder in ("zh-cn/", "")]


def complaint_about(docs, text):
    """Build the tiny site with one more page, wrong.md; return the complaint."""
    tmp_path = docs.parents[1]
    (docs / "wrong.md").write_text(f"---\norphan: true\n---\n{text}", "utf-8")
    with pytest.raises(BuildError) as caught:
        build_site(tmp_path / "html", work=tmp_path, docs=docs, languages=["zh"])
    return str(caught.value)


def test_mistakes_are_named_with_page_and_line(tiny_docs):
    """Each mistake a writer can make with a snippet fails the build and is easy to find."""
    talk = "../snippets/ch00_sample/talk"
    text = "\n".join(
        [
            "(wrong)=",
            "# 错",
            f"```{{literalinclude}} {talk}/missing.py",
            "```",
            f"```{{literalinclude}} {talk}/server.py",
            ":pyobject: nothing",
            "```",
            f"```{{literalinclude}} {talk}/server.py",
            ":start-at: nowhere",
            "```",
            f"```{{literalinclude}} {talk}/server.py",
            ":emphasize: never",
            "```",
            "## 没有标签",
            "{py:func}`nowhere.nothing`",
        ]
    )
    complaint = complaint_about(tiny_docs, text)
    assert complaint.startswith("[zh] ")
    for line, words in [
        (6, "missing.py' not found"),
        (8, "Object named 'nothing' not found"),
        (11, "start-at pattern not found: nowhere"),
        (14, "no line matches :emphasize: never"),
        (17, "heading without a label of its own: put (a-label)= above '没有标签'"),
        (18, "py:func reference target not found: nowhere.nothing"),
    ]:
        at = [text for text in complaint.splitlines() if f"wrong.md:{line}:" in text]
        assert at, f"nothing about line {line} in:\n{complaint}"
        assert any(words in text for text in at), at


def test_a_failed_build_leaves_the_old_site_and_complains_again(tmp_path, tiny_docs, capfd):
    """The site is replaced as a whole or not at all, and no warning is ever forgotten."""
    out = tmp_path / "html"
    build_site(out, work=tmp_path, docs=tiny_docs, languages=["zh"])
    before = sorted(path.relative_to(out) for path in out.rglob("*"))
    page = tiny_docs / "chapter/page.md"
    page.write_text(page.read_text("utf-8") + "\n## 没有标签\n", "utf-8")
    for _again in range(2):
        with pytest.raises(BuildError, match=r"page.md:\d+: .*没有标签"):
            build_site(out, work=tmp_path, docs=tiny_docs, languages=["zh"])
        assert sorted(path.relative_to(out) for path in out.rglob("*")) == before
        assert not list(tmp_path.glob(".html-*")), "left half a site behind"
    assert "[zh] reading sources... [100%]" in capfd.readouterr().out


def test_building_one_language_keeps_the_other(tmp_path, tiny):
    """A writer who rebuilds Chinese still has English to look at."""
    out = tmp_path / "html"
    shutil.copytree(tiny.work / "languages", tmp_path / "languages")
    english = (tiny.html / "en" / PAGE).read_bytes()
    build_site(out, work=tmp_path, docs=tiny.root / "docs", languages=["zh"])
    assert (out / "en" / PAGE).read_bytes() == english
    assert (out / "zh" / PAGE).is_file()


def test_a_new_build_shows_no_page_that_is_gone(tmp_path, tiny_docs):
    """A removed page does not live on, nor what it showed in the list of shown files."""
    gone = tiny_docs / "gone.md"
    gone.write_text(
        "---\norphan: true\n---\n(gone)=\n# 走了\n"
        "```{literalinclude} ../snippets/ch00_sample/talk/output.txt\n```\n",
        "utf-8",
    )
    build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs, languages=["zh"])
    assert (tmp_path / "html/zh/gone.html").is_file()
    gone.unlink()
    build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs, languages=["zh"])
    assert not (tmp_path / "html/zh/gone.html").exists()
    assert "gone" not in {block["doc"] for block in read_shown(tmp_path / "doctrees/zh")}


def test_the_list_forgets_what_a_page_no_longer_shows(tmp_path, tiny_docs):
    """The list is that of the pages as they are now, also when most of them were not read."""
    build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs, languages=["zh"])
    page = tiny_docs / "chapter/page.md"
    page.write_text(page.read_text("utf-8").partition("(page-parts)=")[0], "utf-8")
    build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs, languages=["zh"])
    shown = read_shown(tmp_path / "doctrees/zh")
    assert [block["file"] for block in shown] == [f"{TALK}/server.py", f"{TALK}/client.py"]
