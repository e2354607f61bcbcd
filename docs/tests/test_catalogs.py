"""Catalogs: what is wrong with one is told with file and line before anything is built."""

import pytest

from build import BuildError, build_site
from catalogs import bring, check
from translate import ExtractionError, to_do

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
FINE = HEADER + '#: a comment\nmsgid ""\n"一行\\"\\n"\nmsgstr "a line"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (HEADER + 'msgid "锁"\nmsgstr lock"\n', "5: this is no line of a catalog, mend it: msgstr"),
        (HEADER + 'msgid "锁"\nmsgstr "lock\n', "5: this is no line of a catalog, mend it: msgstr"),
        (HEADER + '<<<<<<< HEAD\nmsgid "锁"\n', "4: this is no line of a catalog, mend it: <<<"),
        (
            HEADER + 'msgid "锁"\n\nmsgid "锁"\nmsgstr "lock"\n',
            "4: missing msgstr for msgid '锁': ",
        ),
        (HEADER + 'msgid "%s 秒"\nmsgstr "seconds"\n', "4: placeholders are incompatible"),
        (HEADER + 'msgid "%d 秒"\nmsgstr "%s s"\n', "4: incompatible format for placeholder 1"),
    ],
)
def test_fault_is_told_with_its_line(tmp_path, text, fault):
    """Sphinx would pass over it, and the page would be in two languages."""
    catalog = tmp_path / "page.po"
    catalog.write_text(text, "utf-8")
    (found,) = check(catalog)
    assert found.startswith(f"{catalog}:{fault}")


def test_other_encoding_is_told(tmp_path):
    """A file that an editor has saved in its own encoding is named."""
    catalog = tmp_path / "page.po"
    catalog.write_text(FINE, "gb18030")
    (found,) = check(catalog)
    assert found.startswith(f"{catalog}: 'utf-8' codec")


def test_only_changed_catalogs_are_brought(tmp_path):
    """What was compiled of the others stays; what was compiled of an old one goes."""
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    for name in ("same", "changed"):
        (source / f"{name}.po").write_text(FINE, "utf-8")
    assert bring(source, target) == []
    for name in ("same", "changed"):
        (target / f"{name}.mo").touch()
    (source / "changed.po").write_text(FINE.replace("a line", "one line"), "utf-8")
    assert bring(source, target) == []
    assert {path.name for path in target.iterdir()} == {"same.po", "same.mo", "changed.po"}
    assert "one line" in (target / "changed.po").read_text("utf-8")


def test_build_and_translation_stop_at_it(tiny_docs, tmp_path):
    """Nothing is built, nothing is written over, and nothing is compiled beside the catalogs."""
    catalog = tiny_docs / "locales/en/LC_MESSAGES/index.po"
    catalog.write_text(catalog.read_text("utf-8") + "<<<<<<< HEAD\n", "utf-8")
    before = catalog.read_bytes()
    lines = len(before.splitlines())
    where = rf"index\.po:{lines}: this is no line"
    with pytest.raises(BuildError, match=rf"\[en\] .*{where}"):
        build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs, languages=("en",))
    with pytest.raises(ExtractionError, match=where):
        to_do(tiny_docs, write=True)
    assert catalog.read_bytes() == before
    assert not (tmp_path / "html").exists()
