"""What is measured, on small inputs; how it is kept, and shown."""

import dataclasses
import json
import os
import re
import sys

import pytest
from bs4 import BeautifulSoup

from benchmarks import copies, pages, plain, record, scenarios, tools
from benchmarks.commands import MeasureError, seconds
from benchmarks.record import Bench, BenchError, Builds, Page, Scenarios, Search, Tool
from build import BuildError, build_site
from harness import evidence
from harness.evidence import Python, Result, Run, System
from harness.proof import Proof

BENCH = Bench(
    python=Python("3.14.1", "CPython", free_threaded=False),
    system=System("Linux", "Debian", "x86_64"),
    cores=2,
    commit="0123456789abcdef",
    dirty=True,
    date="2026-11-23T10:35:34+00:00",
    scenarios=Scenarios(count=100, together=12.5, longest=10.0, in_turn=90.0),
    builds=Builds(
        pages=50, many_pages=500, plain=5.0, both=10.1, many_plain=60.0, many=90.0, changed=2.02
    ),
    tools=[Tool("Run First", "", 1.5, 3.3), Tool("sybil", "10.1.0", 1.4, 42.0)],
    tests=321.0,
    pages=[Page("en/index.html", 3, 17000)],
    searches=[Search("zh", 15, 99000, 0.5)],
)


def test_what_was_measured_is_kept_beside_the_evidence(tmp_path):
    """It comes back as it was, and is not taken for evidence."""
    assert record.read(tmp_path) is None
    file = record.write(BENCH, tmp_path)
    assert file == tmp_path / "bench.json"
    assert record.read(tmp_path) == BENCH
    assert Proof.read(tmp_path, tmp_path).runs == []
    assert os.listdir(tmp_path) == ["bench.json"]  # noqa: PTH208 - hidden ones too


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": 0}, "schema is 0, this project reads 1"),
        ({"cores": "two"}, "cores is 'two', not int"),
        ({"host": "mine"}, "host is not known"),
        ({"tools": [{}]}, "tools[0].all is missing"),
        (
            {"scenarios": {"count": 1, "together": 1.0, "longest": 0.0, "in_turn": 1.0}},
            "scenarios.longest is 0.0, no time",
        ),
        ({"tools": [{"name": "x", "version": "", "one": -1.0, "all": 1.0}]}, "tools.x is -1.0"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path, change, message):
    """With its name, what is wrong, and what to do."""
    file = record.write(BENCH, tmp_path)
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | change), "utf-8")
    with pytest.raises(BenchError, match=f"^{re.escape(f'{file}: {message}')}.*nox -s bench"):
        record.read(tmp_path)


def test_a_file_cut_short_is_refused(tmp_path):
    """As above."""
    file = record.write(BENCH, tmp_path)
    file.write_text(file.read_text("utf-8")[:100], "utf-8")
    with pytest.raises(BenchError, match=r"bench\.json: .*: delete it"):
        record.read(tmp_path)


def test_ratios_are_held_against_their_goals():
    """What is just reached is reached; a hair more is missed."""
    found = [(it.name, round(it.value, 2), it.goal, it.missed) for it in record.ratios(BENCH)]
    assert found == [
        ("scenarios", 1.25, 1.25, False),
        ("in_turn", 9.0, None, False),
        ("cold", 2.02, 2.0, True),
        ("many", 1.5, None, False),
        ("growth", 8.91, None, False),
        ("changed", 0.2, 0.35, False),
        ("ours", 2.2, 2.2, False),
        ("tools", 30.0, None, False),
    ]


def test_scenarios_are_read_from_the_evidence():
    """Tests of a folder count together; the longest folder is what nothing can be quicker than."""

    def result(scenario, seconds):
        return Result("", scenario, "passed", "", seconds, None, [], [])

    tests = [result("ch01/a", 1.0), result("ch01/a", 2.5), result("ch02/b", 3.0)]
    run = Run(
        BENCH.python, BENCH.system, None, dirty=False, date="", seconds=4.0, files={}, tests=tests
    )
    assert scenarios.of_run(run) == Scenarios(count=2, together=4.0, longest=3.5, in_turn=6.5)


def test_a_command_is_timed_or_says_why_it_failed(tmp_path):
    """What has failed was quick for nothing."""
    assert 0.2 < seconds([sys.executable, "-c", "import time; time.sleep(0.2)"]) < 30
    with pytest.raises(MeasureError, match="ended with 3:\nbecause"):
        seconds([sys.executable, "-c", "print('because'); exit(3)"], cwd=tmp_path)


def test_our_harness_runs_all_snippets(tmp_path):
    """Each is a scenario of its own that is run, and a snippet that fails is a failure."""
    tools.run(tools.OURS, 3, tmp_path / "three", each=0)
    assert len(list((tmp_path / "three").glob("scenario_*/test_*.py"))) == 3
    broken = tools.OURS._replace(
        prepare=lambda folder, _: tools.OURS.prepare(folder, ["raise SystemExit('no')\n"])
    )
    with pytest.raises(MeasureError, match="1 failed"):
        tools.run(broken, 1, tmp_path / "broken")


@pytest.mark.parametrize("kind", tools.KINDS[1:], ids=lambda kind: kind.name)
def test_other_tools_run_all_snippets(tmp_path, kind):
    """They really run them: one that fails is a failure."""
    pytest.importorskip(
        kind.package.replace("-", "_"), reason="only nox -s bench installs the other tools"
    )
    tools.run(kind, 2, tmp_path / "two", each=0)
    broken = kind._replace(
        prepare=lambda folder, _: kind.prepare(folder, ["pass\n", "raise SystemError('no')\n"])
    )
    with pytest.raises(MeasureError, match="ended with 1"):
        tools.run(broken, 2, tmp_path / "broken")


@pytest.fixture
def chapter(tmp_path):
    """Make the sources of a site with a chapter of two pages, and its catalogs."""
    docs = tmp_path / "docs"
    for name in ("ch01-udp", "locales/en/LC_MESSAGES/ch01-udp", "_book", "tests"):
        (docs / name).mkdir(parents=True)
    (docs / "index.md").write_text("```{toctree}\nch01-udp/index\n```\n", "utf-8")
    index = "(udp)=\n# UDP\n\n```{toctree}\nchat\n```\n\n```{errata} 1.1\n```\n"
    (docs / "ch01-udp/index.md").write_text(index, "utf-8")
    (docs / "ch01-udp/chat.md").write_text(
        "(udp-chat)=\n# Chat\n\n:name: udp-turns\n[UDP](#udp)\n", "utf-8"
    )
    (docs / "locales/en/LC_MESSAGES/ch01-udp/chat.po").touch()
    (docs / "_book/no-page.md").touch()
    (docs / "tests/no-page.md").touch()
    return docs


def test_a_site_is_multiplied(chapter):
    """Until there are as many pages; each copy is listed, translated, and has its own labels."""
    assert len(list(plain.pages(chapter))) == 3
    assert copies.multiply(chapter, 2) == 7
    assert len(list(plain.pages(chapter))) == 7
    contents = "```{toctree}\nch01-udp/index\nch01-udp-2/index\nch01-udp-3/index\n```\n"
    assert (chapter / "index.md").read_text("utf-8") == contents
    assert (chapter / "ch01-udp-3/chat.md").read_text("utf-8") == (
        "(udp-chat-3)=\n# Chat\n\n:name: udp-turns-3\n[UDP](#udp)\n"
    )
    assert "{errata}" not in (chapter / "ch01-udp-2/index.md").read_text("utf-8")
    assert (chapter / "locales/en/LC_MESSAGES/ch01-udp-3/chat.po").is_file()


def test_a_plain_site_is_built_of_the_same_pages(tiny, tmp_path):
    """With nothing of ours, and without a warning."""
    (tmp_path / "root/docs").mkdir(parents=True)
    copies.shutil.copytree(tiny.root, tmp_path / "root", dirs_exist_ok=True)
    plain.prepare(tmp_path / "root", tmp_path / "plain/docs")
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-W", "docs", "html"]
    seconds(command, cwd=tmp_path / "plain")
    html = (tmp_path / "plain/html/chapter/page.html").read_text("utf-8")
    assert 'class="highlight' in html
    assert "evidence" not in html
    assert {path.name for path in (tmp_path / "plain/docs").rglob("*.py")} == {"conf.py"}


def test_what_a_page_loads_is_counted(browser, tmp_path):
    """The page and what it asks for, as many bytes as are sent, compressed where there is such."""
    (tmp_path / "page.html").write_text('<link rel="icon" href="data:,"><img src="a.svg">', "utf-8")
    (tmp_path / "page.html.br").write_bytes(b"\x0b\x02\x80hello\x03")
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    with pages.serve(tmp_path) as url:
        assert pages.visit(browser, url, "a.svg") == Page("a.svg", 1, 41)
        assert pages.visit(browser, url, "page.html") == Page("page.html", 1, 9)


def speed(html, language):
    """Return the part of the page that says how fast it is."""
    page = BeautifulSoup((html / language / "verification.html").read_text("utf-8"), "html.parser")
    return page.select_one("#verification-speed")


@pytest.fixture(scope="module")
def measured(copy_tiny, tmp_path_factory):
    """Build the tiny site with measures beside its evidence."""
    root = tmp_path_factory.mktemp("measured")
    docs = copy_tiny(root / "root")
    record.write(BENCH, root / "evidence")
    build_site(root / "html", work=root, docs=docs, evidence=root / "evidence")
    return root / "html"


@pytest.mark.parametrize(
    ("language", "verdicts"), [("zh", ["✓ 达到", "✗ 没有达到"]), ("en", ["✓ reached", "✗ missed"])]
)
def test_the_page_shows_what_was_measured(measured, language, verdicts):
    """Each ratio beside its goal; what was missed is shown as missed."""
    part = speed(measured, language)
    ratios, loads = (
        [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tbody tr")]
        for table in part.select("table")
    )
    reached, missed = verdicts
    assert [row[1:] for row in ratios] == [
        ["12.50 / 10.00", "1.25", "1.25", reached],
        ["90.00 / 10.00", "9.00", "–", "–"],
        ["10.10 / 5.00", "2.02", "2.00", missed],
        ["90.00 / 60.00", "1.50", "–", "–"],
        ["90.00 / 10.10", "8.91", "–", "–"],
        ["2.02 / 10.10", "0.20", "0.35", reached],
        ["3.30 / 1.50", "2.20", "2.20", reached],
        ["42.00 / 1.40", "30.00", "–", "–"],
        ["321", "–", "–", "–"],
    ]
    assert [row[1:] for row in loads] == [["3", "17000", "–"], ["15", "99000", "500 ms"]]
    text = part.get_text()
    for said in ("2026-11-23 10:35 UTC", "Debian · x86_64", "CPython · 3.14.1", "012345678"):
        assert said in text
    chinese = re.search("[\u4e00-\u9fff]", " ".join(row[0] for row in (*ratios, *loads)))
    assert bool(chinese) == (language == "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_nothing_was_measured_no_table_is_shown(tiny, language):
    """And nothing that could be taken for one."""
    part = speed(tiny.html, language)
    assert not part.select("table")


def test_a_file_of_another_schema_stops_the_build(tiny_docs, tmp_path):
    """With the message of the file."""
    file = record.write(dataclasses.replace(BENCH, cores=0), tmp_path / "evidence")
    file.write_text('{"schema": 7}', "utf-8")
    with pytest.raises(BuildError, match=r"bench\.json: schema is 7, this project reads 1"):
        build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs, evidence=file.parent)
    assert file.name == evidence.BENCH
