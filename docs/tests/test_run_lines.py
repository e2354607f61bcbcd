"""How to get an output: commands over it, and archives to do it with, on a tiny site."""

import dataclasses
import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from build import build_site
from harness import evidence
from harness.evidence import Python, Result, Run, Start, System
from harness.proof import Proof
from run_lines import typed

SCENARIO = "ch00_sample/talk"
TALK = f"snippets/{SCENARIO}"
PAGE = "chapter/page.html"
ARCHIVE = "_archives/ch00_sample-talk.zip"
BOTH = pytest.mark.parametrize("language", ["zh", "en"])
OUTPUT = f"{TALK}/output.txt"
TALKED = [
    Start(["server.py"], 1, OUTPUT),
    Start(["client.py", "小明"], 2, None),
    Start(["client.py", "a b"], 2, None),
]
COMMANDS = ["python server.py", "python client.py 小明", 'python client.py "a b"']
IN_ORDER = {"zh": "按这个次序运行：", "en": "Run it, in this order:"}
TERMINALS = {"zh": ["终端 1", "终端 2"], "en": ["terminal 1", "terminal 2"]}
ALONE = {"zh": "运行：", "en": "Run it:"}


def result(name, *started, **changes):
    """Make the result of a passing test that started something."""
    files = {f"{TALK}/test_talk.py", *(f"{TALK}/{it.command[0]}" for it in started)}
    files |= {it.record for it in started if it.record}
    usual = Result(
        id=f"{TALK}/test_talk.py::{name}",
        scenario=SCENARIO,
        outcome="passed",
        reason="",
        seconds=0.25,
        start_method=None,
        files=sorted(files),
        foreign=[],
        started=list(started),
    )
    return dataclasses.replace(usual, **changes)


@pytest.fixture(scope="module")
def build(copy_tiny, tmp_path_factory):
    """Build a tiny site with the evidence of a run with these results; return its folder."""

    def built(*tests, page=lambda text: text):
        root = tmp_path_factory.mktemp("run-lines") / "root"
        docs = copy_tiny(root)
        (root / TALK / "test_talk.py").write_text("# its test\n", "utf-8")
        source = docs / "chapter/page.md"
        source.write_text(page(source.read_text("utf-8")), "utf-8")
        names = sorted({name for test in tests for name in test.files})
        run = Run(
            python=Python("3.13.0", "CPython", free_threaded=False),
            system=System("Linux", "Debian", "x86_64"),
            commit=None,
            dirty=True,
            date="2026-11-23T10:35:34+00:00",
            seconds=12.3,
            files={name: evidence.digest(root / name) for name in names},
            tests=list(tests),
        )
        evidence.write(run, root / "evidence")
        build_site(root / "html", work=root, docs=docs, evidence=root / "evidence")
        return root / "html"

    return built


@pytest.fixture(scope="module")
def talked(build):
    """Build a site whose programs have talked; one client has also failed, and one been skipped."""
    return build(
        result("test_failed", Start(["client.py", "never"], 1, OUTPUT), outcome="failed"),
        result("test_alone", Start(["client.py"], 1, None)),
        result("test_talk", *TALKED),
        result("test_session", Start(["session.pycon"], 1, None)),
        result("test_again", Start(["server.py"], 1, OUTPUT)),
    )


def panels(html, language):
    """Return what says how to run, and the file of the block that follows each."""
    page = BeautifulSoup((html / language / PAGE).read_text("utf-8"), "html.parser")
    for panel in page.select(".run"):
        block = panel.find_next(class_="literal-block-wrapper")
        yield panel, block.select_one("code").get_text().rpartition("/")[2]


@BOTH
def test_commands_stand_over_the_output_they_give(talked, language):
    """In order, each with its terminal, as the test that gives most of the page has done it."""
    ((panel, file),) = panels(talked, language)
    assert file == "output.txt"
    assert panel.p.get_text() == IN_ORDER[language]
    assert [code.get_text() for code in panel.select("code")] == COMMANDS
    first, second = TERMINALS[language]
    assert [it.get_text() for it in panel.select(".terminal")] == [first, second, second]


@BOTH
def test_without_a_shown_output_the_commands_follow_the_program(build, language):
    """A program that is shown is one that can be started; a session is not a program."""
    html = build(
        result("test_serve", Start(["server.py"], 1, None)),
        result("test_session", Start(["session.pycon"], 1, None)),
    )
    ((panel, _),) = panels(html, language)
    assert panel.get_text().strip() == f"{ALONE[language]} python server.py"
    before = panel.find_previous(class_="literal-block-wrapper")
    assert before.select_one("code").get_text() == f"{TALK}/server.py"
    assert panel.parent["role"] == "tabpanel", "not below the tabs, which hold another program too"


def test_commands_stand_over_the_tabs_that_hold_outputs(build):
    """They are not of one tab only; but they do not stand over programs that are yet to come."""
    block = f"```{{literalinclude}} ../../{OUTPUT}\n```\n"

    def tabs(text):
        text = text.replace(block, f"::::{{tabs}}\n:::{{tab}} 甲\n{block}:::\n::::\n")
        return text.replace("(page-hidden)=", f"{block}\n(page-hidden)=")

    def outside(text):
        return tabs(text).replace(f"{block}\n(page-hidden)=", "(page-hidden)=")

    ((panel, _),) = panels(build(result("test_talk", *TALKED), page=outside), "zh")
    assert "sphinx-tabs" in panel.find_next_sibling()["class"]
    ((panel, file),) = panels(build(result("test_talk", *TALKED), page=tabs), "zh")
    assert (panel.parent["role"], file) == ("tabpanel", "output.txt")


def test_a_part_of_a_program_is_not_to_be_started(build):
    """The commands stand where the whole is shown."""
    html = build(
        result("test_serve", Start(["server.py"], 1, None)),
        page=lambda text: (
            "(page)=\n# 一页\n\n(page-parts)=\n" + text.partition("(page-parts)=\n")[2]
        ),
    )
    assert not list(panels(html, "zh"))


def test_nothing_is_said_of_what_did_not_run(tiny):
    """Without evidence there are no commands."""
    assert not list(panels(tiny.html, "zh"))


@pytest.mark.parametrize(
    ("command", "text"),
    [
        (["x.py", "hello", "-v", "a=b", "1.5", "C:/x"], "python x.py hello -v a=b 1.5 C:/x"),
        (["x.py", "小明"], "python x.py 小明"),
        (["x.py", "too early", ""], 'python x.py "too early" ""'),
        (["x.py", "it's"], 'python x.py "it\'s"'),
        (["x.py", "$HOME", 'say "a"'], "python x.py '$HOME' 'say \"a\"'"),
    ],
)
def test_commands_can_be_typed_into_any_shell(command, text):
    """Double quotes, which all shells know, where they are enough."""
    assert typed(command) == text


@BOTH
def test_each_command_is_copied_by_itself(visit, talked, language):
    """Without an end of line, which would run it at once."""
    page = visit(
        (talked / language / PAGE).as_uri(), permissions=["clipboard-read", "clipboard-write"]
    )
    name = {"zh": "复制", "en": "Copy"}[language]
    for command in COMMANDS:
        button = page.get_by_role("button", name=f"{name} {command}", exact=True)
        button.click()
        expect(button).to_have_text({"zh": "已复制", "en": "Copied"}[language])
        assert page.evaluate("navigator.clipboard.readText()") == command


# ---- archives ----


def members(archive):
    """Return the content of each file in an archive."""
    with zipfile.ZipFile(archive) as reader:
        return {name: reader.read(name) for name in reader.namelist()}


@BOTH
def test_an_archive_holds_what_was_run(talked, language):
    """Programs and sessions, and apart from them recorded outputs, to the byte; no test."""
    found = members(talked / language / ARCHIVE)
    found.pop("talk/README.txt")
    source = talked.parent / TALK
    assert found == {
        "talk/client.py": (source / "client.py").read_bytes(),
        "talk/server.py": (source / "server.py").read_bytes(),
        "talk/session.pycon": (source / "session.pycon").read_bytes(),
        "talk/recorded/output.txt": (source / "output.txt").read_bytes(),
    }


@BOTH
def test_an_archive_says_how_to_run_it(talked, language):
    """In the language of the page: what is needed, the commands, and which outputs they gave."""
    text = members(talked / language / ARCHIVE)["talk/README.txt"].decode()
    assert f"https://run-first.example/{language}/chapter/page.html\n" in text
    assert {"zh": "需要 Python 3.11 或更新", "en": "You need Python 3.11 or newer"}[
        language
    ] in text
    steps = "".join(f"    {n}  {it}\n" for n, it in zip([1, 2, 2], COMMANDS, strict=True))
    assert f"{steps}       -> recorded/output.txt\n" in text
    assert "never" not in text
    assert {"zh": "会话", "en": "sessions"}[language] in text


def test_an_archive_does_what_it_says(talked, tmp_path):
    """Unpacked, its sessions run with the command that the text names."""
    with zipfile.ZipFile(talked / "en" / ARCHIVE) as reader:
        reader.extractall(tmp_path)
    command = [sys.executable, "-m", "doctest", "session.pycon"]
    done = subprocess.run(  # noqa: S603 - our own
        command, cwd=tmp_path / "talk", check=False, capture_output=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_an_archive_depends_on_nothing_but_its_files(talked, tiny):
    """Neither on when nor on where it was made: no date, no compressor."""
    with zipfile.ZipFile(talked / "en" / ARCHIVE) as reader:
        for member in reader.infolist():
            assert member.date_time == (1980, 1, 1, 0, 0, 0)
            assert member.compress_type == zipfile.ZIP_STORED
            assert member.external_attr >> 16 == 0o100644
    ours, other = members(talked / "zh" / ARCHIVE), members(tiny.html / "zh" / ARCHIVE)
    assert {name for name in ours if ours[name] != other[name]} == {"talk/README.txt"}


# ---- the real site ----


@BOTH
def test_every_scenario_of_a_page_is_offered_once(site, language):
    """Near its first block, with the bytes of the repository."""
    seen = set()
    for path, page in site.pages(language).items():
        first = {}
        for wrapper in page.select(".literal-block-wrapper"):
            scenario = Path(wrapper.select_one(".caption-text code").get_text()).parent
            first.setdefault(scenario, wrapper)
            links = [it["href"] for it in wrapper.select("a.archive")]
            assert len(links) == (first[scenario] is wrapper), f"{path}: {scenario}"
            seen |= {((site.html / language / path).parent / link).resolve() for link in links}
    assert seen == set((site.html / language / "_archives").iterdir())
    for archive in seen:
        folder = site.root / "snippets" / archive.stem.replace("-", "/", 1)
        found = members(archive)
        assert f"{folder.name}/README.txt" in found
        for name, content in found.items():
            if not name.endswith("/README.txt"):
                assert content == (folder / Path(name).name).read_bytes(), name


@BOTH
def test_every_program_can_be_started_by_its_page(site, evidence_of_whole_run, language):
    """Each program that a page shows whole is in a command there; no command lacks its program."""
    proof = Proof.read(evidence_of_whole_run, site.root)
    wrong = []
    for path, page in site.pages(language).items():
        commands = [code.get_text().split()[1] for code in page.select(".run code")]
        shown = {
            Path(wrapper.select_one(".caption-text code").get_text())
            for wrapper in page.select(".literal-block-wrapper")
            if wrapper.select_one(".excerpt") is None
        }
        wrong += [
            f"{path}: nothing says how to start {file}"
            for file in shown
            if file.suffix == ".py" and file.name not in commands and proof.proven(file.as_posix())
        ]
        folders = {site.root / file.parent for file in shown}
        wrong += [
            f"{path}: there is no {name}"
            for name in commands
            if not any((folder / name).is_file() for folder in folders)
        ]
    assert not wrong, "\n".join(wrong)


@BOTH
def test_archives_are_what_was_tested(site, evidence_of_whole_run, language):
    """Each file of an archive has the sha256 of a file that a test used."""
    run = evidence.read(
        max(evidence_of_whole_run.glob("*.json"), key=lambda it: it.stat().st_mtime)
    )
    foreign = {name for test in run.tests for name in test.foreign}
    checked = 0
    for archive in (site.html / language / "_archives").iterdir():
        folder = f"snippets/{archive.stem.replace('-', '/', 1)}"
        for name, content in members(archive).items():
            file = f"{folder}/{Path(name).name}"
            if file in run.files and file not in foreign:
                assert hashlib.sha256(content).hexdigest() == run.files[file], file
                checked += 1
    assert checked > 700
