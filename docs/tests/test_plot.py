"""Plots: the numbers of a record, in both languages, for light and dark pages."""

import re
from xml.etree import ElementTree as ET

import pytest

from build import BuildError, build_site
from plot import COLOURS, draw, read_panels

RECORD = """\
16 bytes
  Pipe             0.015 ms
  shared memory    0.050 ms
1 MiB
  Pipe             0.30 ms
  shared memory    0.10 ms
"""
PAGE = "chapter/page.html"
SOURCE = """

(page-plot)=
## 图

```{plot} ../../snippets/ch00_sample/talk/times.txt
:alt: 横条图
```
"""
CATALOG = """
msgid "图"
msgstr "A plot"

msgid "横条图"
msgstr "Bars"
"""


def add_plot(docs, record=RECORD, source=SOURCE):
    """Put a plot at the end of the tiny site's page."""
    (docs.parent / "snippets/ch00_sample/talk/times.txt").write_text(record, "utf-8")
    for path, text in (
        (docs / "chapter/page.md", source),
        (docs / "locales/en/LC_MESSAGES/chapter/page.po", CATALOG),
    ):
        path.write_text(path.read_text("utf-8") + text, "utf-8")


@pytest.fixture(scope="module")
def plotted(tmp_path_factory, copy_tiny):
    """Build the tiny site with a plot; return the folder of its pages and that of its work."""
    folder = tmp_path_factory.mktemp("plotted")
    docs = copy_tiny(folder / "root")
    add_plot(docs)
    build_site(folder / "html", work=folder, docs=docs)
    return folder


def images(folder, language):
    """Return what the page has for images, and the files they show, by shade."""
    text = (folder / "html" / language / PAGE).read_text("utf-8")
    tags = re.findall(r"<img [^>]*plot[^>]*>", text)
    found = {}
    for tag in tags:
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        shade = re.search(r"only-(\w+)", attributes["class"])[1]
        file = (folder / "html" / language / PAGE).parent / attributes["src"]
        found[shade] = attributes["alt"], file.read_text("utf-8")
    return found


def words(svg):
    """Return the texts of a drawing: text as text, in its order."""
    return [element.text for element in ET.fromstring(svg).iter() if element.tag.endswith("}text")]  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("language", "names"),
    [("zh", ["共享内存", "16 字节", "横条图"]), ("en", ["shared memory", "16 bytes", "Bars"])],
)
def test_names_titles_and_alt_speak_the_language_of_the_page(plotted, language, names):
    """Whoever cannot see a plot gets its words, and all words are in one language."""
    memory, size, alt = names
    for shown, svg in images(plotted, language).values():
        assert shown == alt
        assert {memory, size, "Pipe"} <= set(words(svg))


def test_there_is_one_for_light_and_one_for_dark_pages(plotted):
    """Each has the colours of its pages, and the theme shows the one that fits."""
    found = images(plotted, "zh")
    assert found.keys() == COLOURS.keys()
    for shade, (_alt, svg) in found.items():
        assert all(colour in svg for colour in COLOURS[shade])
        assert "#ffffff" not in svg, "the page's background is the plot's"


def test_numbers_are_those_of_the_record(plotted):
    """Each bar says its number as recorded, and how many times the smallest of its panel it is."""
    _alt, svg = images(plotted, "en")["light"]
    labels = [word for word in words(svg) if " ms" in word]
    assert labels == ["0.015 ms · 1.0×", "0.050 ms · 3.3×", "0.30 ms · 3.0×", "0.10 ms · 1.0×"]


def test_lengths_of_bars_are_in_proportion():
    """The scale begins at nothing: twice as long is twice as much."""
    svg = draw(read_panels("a  1.0 s\nb  2.0 s\nc  4.0 s\n"), COLOURS["light"]).decode()
    bars = re.findall(r'<path d="M ([\d.]+) [\d.]+ *\n?L ([\d.]+) ', svg)
    widths = [float(right) - float(left) for left, right in bars][-3:]
    assert widths[1] == pytest.approx(2 * widths[0], rel=0.01)
    assert widths[2] == pytest.approx(4 * widths[0], rel=0.01)


def test_the_same_record_gives_the_same_bytes():
    """No date, no random id: a site built twice is the same site."""
    panels = read_panels(RECORD)
    assert draw(panels, COLOURS["dark"]) == draw(panels, COLOURS["dark"])


def test_a_plot_is_drawn_once(plotted):
    """A build that reads the page again takes the drawings of the last one."""
    page = plotted / "root/docs/chapter/page.md"
    page.write_text(page.read_text("utf-8") + "\n读了两遍。\n", "utf-8")
    drawn = {path: path.stat().st_mtime_ns for path in plotted.glob("doctrees/zh/plots/*/*.svg")}
    assert len(drawn) == len(COLOURS)
    build_site(plotted / "html", work=plotted, docs=plotted / "root/docs", languages=["zh"])
    assert "读了两遍。" in (plotted / "html/zh" / PAGE).read_text("utf-8")
    assert {path: path.stat().st_mtime_ns for path in drawn} == drawn


@pytest.mark.parametrize(
    ("record", "source", "complaint"),
    [
        ("no numbers\n", SOURCE, "no line of it is a name and a number"),
        ("a  1.0 s\nb  1.0 ms\n", SOURCE, "b is in ms, others are in s"),
        (RECORD, SOURCE.replace("times.txt", "other.txt"), "other.txt"),
        (RECORD, SOURCE.replace(":alt: 横条图\n", ""), "a plot needs :alt:"),
    ],
)
def test_mistakes_are_told_with_their_place(tiny_docs, tmp_path, record, source, complaint):
    """A plot of nothing, of different things, or without words stops the build."""
    add_plot(tiny_docs, record, source)
    with pytest.raises(BuildError) as error:
        build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs, languages=["zh"])
    assert complaint in str(error.value)
    assert re.search(r"chapter/page\.md:\d+", str(error.value))
