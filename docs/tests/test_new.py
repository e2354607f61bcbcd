"""A lesson that has been begun passes as it is; what cannot be begun leaves nothing."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import new
from new import RefusedError, begin
from translate import ExtractionError, to_do

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path):
    """Copy the book and its programs."""
    ignored = shutil.ignore_patterns("__pycache__", "tests", "*.mo")
    for name in ("docs", "snippets"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    for name in ("pyproject.toml", "conftest.py"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_what_was_begun_passes(copy):
    """Its test does, its page has no fault, and nothing is left to translate."""
    made = begin(copy, "ch05", "my_scenario")
    assert [path.relative_to(copy).as_posix() for path in made] == [
        "snippets/ch05_locks/my_scenario/my_scenario.py",
        "snippets/ch05_locks/my_scenario/my_scenario.txt",
        "snippets/ch05_locks/my_scenario/test_my_scenario.py",
        "docs/ch05-locks/my-scenario.md",
        "docs/ch05-locks/index.md",
        "docs/locales/en/LC_MESSAGES/ch05-locks/my-scenario.po",
    ]
    assert to_do(copy / "docs", write=False) == []
    index = made[4].read_text("utf-8")
    assert "\ndeadlock\nmy-scenario\n```\n" in index
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", made[2]]
    done = subprocess.run(command, cwd=copy, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout


@pytest.mark.parametrize(
    ("chapter", "name", "message"),
    [
        ("ch55", "my_scenario", "no chapter 'ch55' in docs/: there are ch01, .*ch07"),
        ("ch05", "My-Scenario", "'My-Scenario' is no name for a scenario: take one like my_"),
        ("ch05", "cost", "snippets/ch05_locks/cost is there already: take another name"),
        ("ch05", "lock", r"docs/ch05-locks/lock\.md is there already: take another name"),
    ],
)
def test_what_cannot_be_begun_leaves_nothing(tmp_path, chapter, name, message):
    """The message says what to do instead."""
    for folder in ("docs/ch01-udp", "docs/ch05-locks", "docs/ch07-services"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "docs/ch05-locks/lock.md").touch()
    (tmp_path / "snippets/ch05_locks/cost").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(RefusedError, match=message):
        begin(tmp_path, chapter, name)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.fixture
def started(tiny_docs):
    """Give the tiny site a chapter that lessons can be added to, and that no page leads to yet."""
    chapter = tiny_docs / "ch00-sample"
    chapter.mkdir()
    (chapter / "index.md").write_text("(sample)=\n# 示例\n\n```{toctree}\n```\n", "utf-8")
    return tiny_docs.parent


def contents(root):
    """Read all files of the site, without following its links to the machinery."""
    found = [*(root / "docs/locales/en").rglob("*"), *(root / "docs/ch00-sample").rglob("*")]
    found += (root / "snippets").rglob("*")
    return {path: path.read_bytes() if path.is_file() else None for path in found}


def test_fault_elsewhere_takes_back_what_was_begun(started):
    """The chapter that no page leads to is a fault; it is told, and no file is there or changed."""
    before = contents(started)
    with pytest.raises(ExtractionError, match=r"ch00-sample/index\.md: .*toctree"):
        begin(started, "ch00", "my_scenario")
    assert contents(started) == before


def test_interrupt_takes_back_what_was_begun(started, monkeypatch):
    """Ctrl-C while catalogs are written leaves them as they were."""

    def write_half(docs, *, write):
        assert write
        assert (started / "snippets/ch00_sample/my_scenario/my_scenario.py").exists()
        for catalog in docs.glob("locales/en/**/*.po"):
            catalog.write_bytes(b"half")
        (docs / "locales/en/LC_MESSAGES/more.po").touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(new, "to_do", write_half)
    before = contents(started)
    with pytest.raises(KeyboardInterrupt):
        begin(started, "ch00", "my_scenario")
    assert contents(started) == before
