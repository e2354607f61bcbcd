"""A build that is interrupted, killed, or not alone leaves the old site, or the new one, whole."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import build
from build import DOCS, build_site, turn


@pytest.fixture
def work(tmp_path, monkeypatch):
    """Give a folder for builds of one page, without Sphinx and what follows it."""

    def write_page(name, _docs, html, *_):
        html.mkdir(exist_ok=True)
        (html / "page.html").write_text("new", "utf-8")
        return ""

    monkeypatch.setattr(build, "_build_language", write_page)
    monkeypatch.setattr(build, "assemble", lambda _: None)
    return tmp_path


def build_in(work):
    """Build the page."""
    build_site(work / "site", work=work, languages=("zh",))


def files(folder):
    """List all files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_interrupted_build_leaves_the_old_site(work, monkeypatch):
    """There is no half-written site, and nothing beside it."""
    build_in(work)
    (work / "site/old").touch()
    before = files(work)

    def interrupt(draft):
        (draft.html / "half").touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "assemble", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build_in(work)
    assert files(work) == before


def test_interrupted_copy_is_not_taken_for_a_language(work, monkeypatch):
    """A language that is left out next time is the whole one from before."""
    build_in(work)

    copytree = build.shutil.copytree

    def interrupt(source, target):
        if target.parent != work / "languages":
            return copytree(source, target)
        target.mkdir()
        (target / "half").touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(build.shutil, "copytree", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build_in(work)
    assert files(work / "languages/zh") == {"page.html", ".made-with"}


def test_what_a_killed_build_left_is_put_right_by_the_next(work, monkeypatch):
    """One that was killed when the old site was already aside: it comes back, the rest goes."""
    build_in(work)
    (work / ".site-new").mkdir()
    (work / "site").rename(work / ".site-new/old")
    monkeypatch.setattr(build, "_build_language", lambda *_: "a warning")
    with pytest.raises(build.BuildError, match="a warning"):
        build_in(work)
    assert files(work / "site") == {"zh/page.html"}
    assert not (work / ".site-new").exists()


def test_pages_read_by_an_interrupted_build_are_read_again(tmp_path, monkeypatch):
    """Their warnings were lost with it."""

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    stamp = tmp_path / "doctrees/zh/made-with"
    stamp.parent.mkdir(parents=True)
    stamp.write_text(build._fingerprint(DOCS), "utf-8")  # noqa: SLF001 - as after a good build
    monkeypatch.setattr(build, "start_sphinx", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build_site(tmp_path / "site", work=tmp_path, languages=("zh",))
    assert not stamp.exists()


def test_builds_take_turns(work, monkeypatch):
    """A second one says that it waits, and goes on when the first has ended."""
    waits = threading.Event()
    said = []

    def hear(text, **_):
        said.append(text)
        waits.set()

    monkeypatch.setattr(build, "print", hear, raising=False)
    second = threading.Thread(target=build_in, args=(work,))
    with turn(work):
        second.start()
        assert waits.wait(30), "the second build did not say that it waits"
        assert not (work / "site").exists()
    second.join(30)
    assert not second.is_alive()
    assert said == [f"Another build uses {work}: waiting until it has ended."]
    assert files(work / "site") == {"zh/page.html"}


def test_damaged_evidence_is_named(work):
    """The message says what to do; nothing is built."""
    (work / "evidence").mkdir()
    (work / "evidence/cut.json").write_text('{"schema": 2,', "utf-8")
    with pytest.raises(build.BuildError, match=r"cut\.json: .*: delete it; `nox -s snippets`"):
        build_site(work / "site", work=work, evidence=work / "evidence")
    assert not (work / "site").exists()


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("glossary.toml", "[[term]\n", r"glossary\.toml: .*line 1, column 7"),
        ("glossary.toml", 'skip = {}\n[[term]]\nzh = ["锁"]\nid = "lock"\n', ":2: .* no 'en'"),
        ("errata.toml", "[[fault]\n", r"errata\.toml: .*line 1, column 8"),
        ("index.md", "\n```{literalinclude} ../snippets/gone.py\n```\n", r"index\.md:\d+: .*gone"),
        (
            "../snippets/ch00_sample/talk/client.py",
            "\nopen(\n",
            r"\.md:\d+: .*client\.py: line \d",
        ),
    ],
)
def test_damaged_source_is_named(tiny_docs, tmp_path, file, text, message):
    """The message is short, and says where; it is no traceback."""
    path = tiny_docs / file
    before = path.read_text("utf-8") if path.exists() else ""
    path.unlink(missing_ok=True)  # it may be a link to the file of the real site
    path.write_text(before + text, "utf-8")
    with pytest.raises(build.BuildError, match=message) as caught:
        build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs, languages=("zh",))
    assert "Traceback" not in str(caught.value)
    assert len(str(caught.value).splitlines()) <= 6, caught.value


def test_sphinx_that_breaks_off_is_told_in_two_lines(tiny_docs, tmp_path):
    """What went wrong, and where more of it is, in place of the whole of it."""
    (tiny_docs / "conf.py").unlink()
    (tiny_docs / "conf.py").write_text("1 / 0\n", "utf-8")
    with pytest.raises(build.BuildError) as caught:
        build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs, languages=("zh",))
    what, more = str(caught.value).splitlines()
    assert what == "[zh] ZeroDivisionError: division by zero"
    Path(more.removeprefix("More is in ")).unlink()


def test_place_that_cannot_be_written_to_is_named(tmp_path):
    """The message says which, and what to do; it is no traceback."""
    (tmp_path / "file").touch()
    command = [sys.executable, DOCS / "build.py", f"--work={tmp_path}/work"]
    command += [f"--out={tmp_path}/file/site"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")  # noqa: S603 - our own words
    assert done.returncode == 1
    assert f"'{tmp_path}/file/" in done.stderr
    assert "--out and --work name other places" in done.stderr
    assert "Traceback" not in done.stderr
