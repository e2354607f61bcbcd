"""What the Nu checker once found fault with; ``nox -s audit`` asks the checker itself."""

import re
from collections import Counter

import pytest

from assembly import valid_markup
from assembly.draft import Draft

SLASH = re.compile(r"<(?:br|col|hr|img|input|link|meta|wbr)\b[^<>]*/>")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_what_the_checker_wants(site, language):
    """The heading is the article's own, each id is there once, and no slash says nothing."""
    for path, page in site.pages(language).items():
        assert not SLASH.search((site.html / language / path).read_text("utf-8")), path
        assert page.h1.find_parent(["article", "section"]).name == "article", path
        ids = Counter(it["id"] for it in page.find_all(id=True))
        assert ids.most_common(1)[0][1] == 1, f"{path}: {ids.most_common(1)}"
        for link in page.find_all("link", {"as": True}):
            assert set(link["rel"]) & {"preload", "modulepreload"}, f"{path}: {link}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<img src="a"/><br /><hr/>', '<img src="a"><br><hr>'),
        ("<code>&lt;br /&gt;</code>", "<code>&lt;br /&gt;</code>"),
        (
            "<article>\n<section id='a'>\n<h1>A</h1><section>B</section></section><section>C",
            "<article>\n<div id='a'>\n<h1>A</h1><section>B</section></div><section>C",
        ),
    ],
)
def test_markup_is_mended(tmp_path, before, after):
    """The page's heading is the article's, and no element has a slash that says nothing."""
    page = tmp_path / "page.html"
    page.write_text(before, "utf-8")
    valid_markup.add(Draft(tmp_path, tmp_path, tmp_path, "https://example.org"))
    assert page.read_text("utf-8") == after
