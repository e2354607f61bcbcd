"""Catalogs in step with pages: what a translator is told, and what is written."""

import shutil

import pytest

from build import DOCS
from translate import ExtractionError, to_do

PAGE = "chapter/page.md"
CATALOG = "locales/en/LC_MESSAGES/chapter/page.po"


def test_catalogs_are_in_step_with_the_pages():
    """The English site says what the Chinese pages say now."""
    found = to_do(DOCS, write=False)
    assert not found, "run `nox -s translate`, then translate:\n" + "\n".join(found)


@pytest.fixture(scope="module")
def in_step(tiny, tmp_path_factory):
    """Make the tiny site's pages with catalogs that are in step with them."""
    copy = tmp_path_factory.mktemp("in_step") / "root"
    docs = shutil.copytree(tiny.root, copy, symlinks=True) / "docs"
    to_do(docs, write=True)
    return docs


@pytest.fixture
def docs(in_step, tmp_path):
    """Give a test pages and catalogs of its own."""
    return shutil.copytree(in_step.parent, tmp_path / "root", symlinks=True) / "docs"


def change(file, old, new):
    """Change a file's text."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def contents(docs):
    """Read all catalogs."""
    return {path: path.read_bytes() for path in docs.glob("locales/en/**/*.po")}


def test_nothing_to_do_when_all_is_translated(docs):
    """A second update changes no file and lists nothing."""
    before = contents(docs)
    assert before
    assert to_do(docs, write=True) == []
    assert to_do(docs, write=False) == []
    assert contents(docs) == before


def test_new_sentence_is_listed_with_its_line(docs):
    """What is not translated yet has a place in a catalog, and the check fails on it."""
    with (docs / PAGE).open("a", encoding="utf-8") as page:
        page.write("\n没有人译过这一句。\n")
    before = contents(docs)
    assert to_do(docs, write=False) == [f"{CATALOG}: behind its page"]
    assert contents(docs) == before
    (found,) = to_do(docs, write=True)
    line = int(found.split(":")[1])
    assert found == f"{CATALOG}:{line}: not translated: 没有人译过这一句。"
    assert "没有人译过这一句" in (docs / CATALOG).read_text("utf-8").splitlines()[line - 1]


def test_changed_sentence_is_fuzzy(docs):
    """A translation of an older wording is kept for revision, and listed until it is revised."""
    change(docs / "index.md", "都在这里出现一次", "都在这里出现过一次")
    (found,) = to_do(docs, write=True)
    assert ": fuzzy: " in found
    assert to_do(docs, write=False) == [found]


def test_catalog_of_a_gone_page_goes(docs):
    """No catalog outlives its page."""
    (docs / PAGE).unlink()
    change(docs / "index.md", "chapter/page", "")
    assert f"{CATALOG}: its page is gone" in to_do(docs, write=False)
    to_do(docs, write=True)
    assert not (docs / CATALOG).exists()


def test_fault_of_a_page_is_told(docs):
    """A page that Sphinx cannot read is named; the catalogs stay as they are."""
    change(docs / "index.md", "chapter/page", "chapter/absent")
    before = contents(docs)
    with pytest.raises(ExtractionError, match=r"index\.md:\d+: .*absent"):
        to_do(docs, write=True)
    assert contents(docs) == before
