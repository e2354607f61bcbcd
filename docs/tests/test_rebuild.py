"""A site built again after a change: only what changed is made again, and nothing is left old."""

import pytest

from benchmarks.record import Bench, Builds, Scenarios, write
from build import BuildError, build_site
from harness.evidence import Python, System

PAGE = "chapter/page.md"
CATALOG = "locales/en/LC_MESSAGES/chapter/page.po"
SERVER = "../snippets/ch00_sample/talk/server.py"


def append(path, text):
    """Add something at the end of a file."""
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def rename(docs):
    """Give a page another title, which all pages show in their contents."""
    page = docs / PAGE
    text = page.read_text("utf-8")
    heading = next(line for line in text.splitlines() if line.startswith("# "))
    page.write_text(text.replace(heading, "# 另一个标题", 1), "utf-8")


def measure(docs, cores=77):
    """Measure anew, which only the page with all runs shows."""
    bench = Bench(
        python=Python("3.14.1", "CPython", free_threaded=False),
        system=System("Linux", "Debian", "x86_64"),
        cores=cores,
        commit=None,
        dirty=False,
        date="2026-11-23T10:35:34+00:00",
        scenarios=Scenarios(1, 1.0, 1.0, 1.0),
        builds=Builds(1, 1, 1.0, 1.0, 1.0, 1.0, 1.0),
        tools=[],
        tests=None,
        pages=[],
        searches=[],
    )
    write(bench, docs.parent / "evidence")


def translate(docs):
    """Change a translation."""
    catalog = docs / CATALOG
    text = catalog.read_text("utf-8")
    first = text.index('msgstr "', text.index('msgid "', 10)) + len('msgstr "')
    catalog.write_text(text[:first] + "Anew: " + text[first:], "utf-8")


CHANGES = {
    "text": lambda docs: append(docs / PAGE, "\n多写一句。\n"),
    "translation": translate,  # of the title: before that has another
    "title": rename,
    "program": lambda docs: append(docs / SERVER, "\nprint('one more')\n"),
    "test": lambda docs: append(docs / SERVER.replace("server", "test_talk"), "\n"),
    "measures": measure,
}


def published(html):
    """Return every file of a site by its path, without the index, where Pagefind throws dice."""
    return {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in html.rglob("*")
        if path.is_file() and "pagefind" not in path.parts
    }


def test_what_is_built_again_is_as_if_built_from_nothing(tiny_docs, tmp_path):
    """Whatever has changed, byte for byte: one change after another.

    Sites in English show what each of these changes, the translation too.
    """
    measure(tiny_docs, cores=2)
    options = {"docs": tiny_docs, "languages": ("en",), "evidence": tmp_path / "root/evidence"}
    build_site(tmp_path / "again", work=tmp_path / "kept", **options)
    before = published(tmp_path / "again")
    for change, make in CHANGES.items():
        make(tiny_docs)
        build_site(tmp_path / "again", work=tmp_path / "kept", **options)
        build_site(tmp_path / "fresh", work=tmp_path / f"none-{change}", **options)
        again, fresh = published(tmp_path / "again"), published(tmp_path / "fresh")
        assert sorted(again) == sorted(fresh), change
        assert [name for name in fresh if again[name] != fresh[name]] == [], change
        assert again != before, f"{change} is not to be seen"
        before = again


def written(work, language):
    """Return when Sphinx wrote each page."""
    folder = work / "languages" / language
    return {
        it.relative_to(folder).as_posix(): it.stat().st_mtime_ns for it in folder.rglob("*.html")
    }


def test_a_change_of_one_page_leaves_the_others(tiny_docs, tmp_path):
    """They are not written again."""
    build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs)
    before = written(tmp_path, "en")
    append(tiny_docs / PAGE, "\n多写一句。\n")
    build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs)
    after = written(tmp_path, "en")
    assert after["chapter/page.html"] > before["chapter/page.html"]
    assert after["chapter/choices.html"] == before["chapter/choices.html"]


def test_what_could_not_be_published_is_not_taken_for_written(tiny_docs, tmp_path):
    """A page that was read in a build that failed is written by the next."""
    build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs)
    page = tiny_docs / PAGE
    text = page.read_text("utf-8")
    broken = tiny_docs / "chapter/choices.md"
    good = broken.read_text("utf-8")
    page.write_text(f"{text}\n多写一句。\n", "utf-8")
    broken.write_text(f"{good}\n[nowhere](#no-such-label)\n", "utf-8")
    with pytest.raises(BuildError, match="no-such-label"):
        build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs)
    broken.write_text(good, "utf-8")
    build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs)
    assert "多写一句" in (tmp_path / "html/zh/chapter/page.html").read_text("utf-8")
