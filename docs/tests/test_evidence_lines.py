"""What pages say of runs, on a tiny site with evidence made for the purpose."""

import dataclasses
import re

import pytest
from bs4 import BeautifulSoup

from build import BuildError, build_site
from evidence_lines import describe
from harness import evidence
from harness.evidence import Python, Result, Run, System
from harness.proof import Place

SUPPORTED = ("3.11", "3.12", "3.13", "3.14", "3.15")
METHODS = ("fork", "spawn", "forkserver")
NEEDS = "TLS-PSK needs Python 3.13"
SCENARIO = "ch00_sample/talk"
TALK = f"snippets/{SCENARIO}"
VERIFICATION = "verification.html"
PAGE = "chapter/page.html"
ROW = "verification.html#verification-ch00-sample-talk"
LINUX = System("Linux", "Debian", "x86_64")
MACOS = System("macOS", "15.1", "arm64")


def result(name, *files, **changes):
    """Make the result of a passing test that used some files of the scenario."""
    usual = Result(
        id=f"{TALK}/test_talk.py::{name}",
        scenario=SCENARIO,
        outcome="passed",
        reason="",
        seconds=0.25,
        start_method=None,
        files=[f"{TALK}/{file}" for file in ("test_talk.py", *files)],
        foreign=[],
    )
    return dataclasses.replace(usual, **changes)


def run_of(root, version, *tests, system=LINUX):
    """Make the evidence of a run with these results, on the files as they are."""
    names = {name for test in tests for name in test.files}
    return Run(
        python=Python(f"{version}.1", "CPython", free_threaded=False),
        system=system,
        commit="0123456789abcdef",
        dirty=version == "3.15",
        date="2026-11-23T10:35:34+00:00",
        seconds=12.3,
        files={name: evidence.digest(root / name) for name in sorted(names)},
        tests=list(tests),
    )


def all_passed(root, version):
    """Make the evidence of a run in which all of the tiny site's files have passed."""
    files = ("server.py", "client.py", "output.txt", "session.pycon")
    return run_of(root, version, result("test_all", *files))


@pytest.fixture
def docs(tiny_docs):
    """Make a tiny site with a test; give its folder of pages."""
    return with_test(tiny_docs)


def with_test(docs):
    """Add a test to the only scenario."""
    (docs.parent / TALK / "test_talk.py").write_text("# its test\n", "utf-8")
    return docs


def build(docs, *runs, **options):
    """Build the site with the evidence of runs; return its folder."""
    root = docs.parent
    for run in runs:
        evidence.write(run, root / "evidence")
    build_site(root / "html", work=root, docs=docs, evidence=root / "evidence", **options)
    return root / "html"


def page_of(html, language, name):
    """Read a page as it is now."""
    return BeautifulSoup((html / language / name).read_text("utf-8"), "html.parser")


def lines(html, language):
    """Return file and line of every block; "" where there is no line."""
    return [
        (
            wrapper.select_one(".caption-text code").get_text().rpartition("/")[2],
            getattr(wrapper.select_one(".evidence"), "text", ""),
        )
        for wrapper in page_of(html, language, PAGE).select(".literal-block-wrapper")
    ]


def mixed(root):
    """Make evidence of every sort: passed, skipped for a reason, failed, of other bytes, none."""
    for version in SUPPORTED:
        tests = [result(f"test_serve[{it}]", "server.py", start_method=it) for it in METHODS]
        if version >= "3.13":
            tests.append(result("test_client", "client.py", "server.py", start_method="spawn"))
        else:
            tests.append(result("test_client", outcome="skipped", reason=NEEDS, seconds=0.0))
        worked = "failed" if version == "3.12" else "passed"
        tests.append(result("test_output", "output.txt", outcome=worked, seconds=1.5))
        if version != "3.14":
            tests.append(result("test_session", "session.pycon"))
        run = run_of(root, version, *tests)
        if version == "3.15":
            run.files[f"{TALK}/session.pycon"] = "0" * 64
        yield run
    serves = result("test_serve[spawn]", "server.py", start_method="spawn")
    yield run_of(root, "3.14", serves, system=MACOS)


@pytest.fixture(scope="module")
def evident(copy_tiny, tmp_path_factory):
    """Build a site with evidence of every sort."""
    docs = with_test(copy_tiny(tmp_path_factory.mktemp("evident") / "root"))
    return build(docs, *mixed(docs.parent))


@pytest.mark.parametrize(
    ("language", "server", "client", "session"),
    [
        (
            "zh",
            "跑过：3.11 到 3.15 · fork、spawn、forkserver · Linux；3.14 · spawn · macOS",
            "跑过：3.13 到 3.15 · spawn · Linux",
            "跑过：3.11 到 3.13 · Linux",
        ),
        (
            "en",
            "ran on 3.11 to 3.15 · fork, spawn, forkserver · Linux; 3.14 · spawn · macOS",
            "ran on 3.13 to 3.15 · spawn · Linux",
            "ran on 3.11 to 3.13 · Linux",
        ),
    ],
)
def test_a_block_says_where_it_ran(evident, language, server, client, session):
    """In the language of the page; where a test has failed, or other bytes ran, it does not."""
    assert lines(evident, language) == [
        ("server.py", server),
        ("client.py", client),
        ("server.py", server),
        ("server.py", server),
        ("client.py", client),
        ("output.txt", ""),
        ("session.pycon", session),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_line_leads_to_its_row(evident, language):
    """A reader sees the run behind the claim."""
    links = page_of(evident, language, PAGE).select("a.evidence")
    assert {link["href"] for link in links} == {f"../{ROW}"}
    row = page_of(evident, language, VERIFICATION).find(id=ROW.partition("#")[2])
    assert row.name == "tr"
    assert row.th.get_text() == SCENARIO
    assert row.th.a["href"] == "chapter/page.html"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_build_without_evidence_has_no_lines(tiny, language):
    """Nobody has to run all programs to see a page."""
    assert {line for _, line in lines(tiny.html, language)} == {""}


def test_lines_follow_the_evidence_and_not_the_last_build(docs):
    """What was read of the pages is kept between builds; lines are not."""
    html = build(docs, all_passed(docs.parent, "3.11"), languages=["en"])
    assert {line for _, line in lines(html, "en")} == {"ran on 3.11 · Linux"}
    (docs.parent / "evidence/cpython-3.11-linux-x86_64.json").unlink()
    html = build(docs, all_passed(docs.parent, "3.12"), languages=["en"])
    assert {line for _, line in lines(html, "en")} == {"ran on 3.12 · Linux"}


def test_evidence_that_cannot_be_read_stops_the_build(docs):
    """With file, field and what to do: nothing is quietly left out."""
    file = evidence.write(all_passed(docs.parent, "3.11"), docs.parent / "evidence")
    file.write_text(file.read_text("utf-8").replace('"schema": 2', '"schema": 9'), "utf-8")
    with pytest.raises(BuildError, match=r"3\.11-linux-x86_64\.json: schema is 9, .*nox -s snip"):
        build(docs, languages=["zh"])


def complaints(docs, **options):
    """Build in Chinese with ``strict``; return line and text of each complaint about a block."""
    options = {"strict": True, "languages": ["zh"], **options}
    with pytest.raises(BuildError) as caught:
        build_site(docs.parent / "html", work=docs.parent, docs=docs, **options)
    pattern = rf"/docs/chapter/page\.md:(\d+): WARNING: {TALK}/(.*)"
    return [(int(line), text) for line, text in re.findall(pattern, str(caught.value))]


def lines_of(docs, file):
    """Return the lines of the page that include a file, or compare with it, at the directive."""
    page = (docs / "chapter/page.md").read_text("utf-8").splitlines()
    return [
        number - line.startswith(":diff:")
        for number, line in enumerate(page, 1)
        if line.endswith(f"/{file}")
    ]


def test_strict_names_page_and_line(docs):
    """What failed, what is missing, what has changed since; not what was skipped for a reason."""
    for run in mixed(docs.parent):
        evidence.write(run, docs.parent / "evidence")
    found = complaints(docs, evidence=docs.parent / "evidence")
    failed = f"output.txt: failed on 3.12: {TALK}/test_talk.py::test_output"
    missing = "session.pycon: no run of it as it is now on 3.14, 3.15"
    assert found == [
        *((line, failed) for line in lines_of(docs, "output.txt")),
        *((line, missing) for line in lines_of(docs, "session.pycon")),
    ]


def test_strict_without_any_evidence_names_every_block(docs):
    """Nothing was run: nothing can be published; what a file is compared with is shown too."""
    found = complaints(docs)
    assert sorted(found) == sorted(
        (line, f"{file}: no run of it as it is now")
        for file in ("server.py", "client.py", "output.txt", "session.pycon")
        for line in lines_of(docs, file)
    )
    assert len(found) == 8


def test_strict_accepts_a_reason_but_not_that_nothing_ran(docs):
    """A version may skip a test; when all do, nobody has seen the file run."""
    root, rest = docs.parent, ("server.py", "client.py", "session.pycon")
    skipped = result("test_output", outcome="skipped", reason="needs Python 3.13")
    old = [run_of(root, it, result("test_rest", *rest), skipped) for it in SUPPORTED]
    new = [
        run_of(root, it, result("test_rest", *rest), result("test_output", "output.txt"))
        for it in SUPPORTED[2:]
    ]
    html = build(docs, *old[:2], *new, strict=True, languages=["en"])
    assert ("output.txt", "ran on 3.13 to 3.15 · Linux") in lines(html, "en")
    assert ("server.py", "ran on 3.11 to 3.15 · Linux") in lines(html, "en")
    for run in old:
        evidence.write(run, root / "evidence")
    assert complaints(docs, evidence=root / "evidence") == [
        (line, "output.txt: no run of it as it is now") for line in lines_of(docs, "output.txt")
    ]


def places(*found):
    """Make places of version, system and methods."""
    return [
        Place(Python(f"{version}.0", "CPython", free_threaded=False), system, frozenset(methods))
        for version, system, methods in found
    ]


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ([("3.11", "Linux", ())], "3.11 · Linux"),
        ([("3.11", "Linux", ()), ("3.12", "Linux", ())], "3.11, 3.12 · Linux"),
        (
            [("3.9", "Linux", ()), ("3.10", "Linux", ()), ("3.11", "Linux", ())],
            "3.9 to 3.11 · Linux",
        ),
        (
            [(version, "Linux", ()) for version in ("3.11", "3.12", "3.13", "3.15")],
            "3.11 to 3.13, 3.15 · Linux",
        ),
        (
            [
                (version, system, ["spawn"])
                for version in SUPPORTED
                for system in ("Linux", "macOS")
            ],
            "3.11 to 3.15 · spawn · Linux, macOS",
        ),
        (
            [("3.11", "Linux", ["fork", "spawn"]), ("3.12", "Linux", ["spawn"])],
            "3.11 · fork, spawn · Linux; 3.12 · spawn · Linux",
        ),
    ],
)
def test_no_version_system_and_method_is_named_that_did_not_run_together(found, text):
    """What stands in one part holds for all of it."""
    assert describe(places(*found)) == text


def test_special_builds_have_their_own_names():
    """A free-threaded 3.14 does not stand for 3.14."""
    free = [
        Place(Python(f"{version}.0", "CPython", free_threaded=True), "Linux", frozenset())
        for version in ("3.14", "3.15")
    ]
    usual = places(("3.12", "Linux", ()), ("3.13", "Linux", ()))
    assert describe([*usual, *free]) == "3.12, 3.13, 3.14t, 3.15t · Linux"


def table(html, language, part):
    """Return the rows of the table of a part of the page with all runs."""
    rows = page_of(html, language, VERIFICATION).select(f"#verification-{part} table tr")
    return [[cell.get_text() for cell in row.select("th, td")] for row in rows]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("✓ 1.75 s · 1 项跳过", "✗ 1 项失败，共 3 项 · 1.75 s", "没有跑", "默认")),
        ("en", ("✓ 1.75 s · 1 skipped", "✗ 1 of 3 failed · 1.75 s", "no run", "default")),
    ],
)
def test_the_matrix_says_what_the_evidence_says(evident, language, words):
    """Every scenario, method and run, with outcome and seconds; other bytes do not count."""
    skips, fails, nothing, default = words
    headings, *rows = table(evident, language, "matrix")
    assert headings[2:] == [*(f"{version} Linux" for version in SUPPORTED), "3.14 macOS"]
    quick = "✓ 0.25 s"
    assert rows == [
        [SCENARIO, default, skips, fails, "✓ 1.75 s", "✓ 1.50 s", "✓ 1.50 s", nothing],
        [SCENARIO, "fork", *5 * [quick], nothing],
        [SCENARIO, "spawn", quick, quick, *3 * ["✓ 0.50 s"], quick],
        [SCENARIO, "forkserver", *5 * [quick], nothing],
    ]


def test_the_runs_are_listed_with_their_totals(evident):
    """Which interpreter, system, commit; when; how many tests ended how; how long it took."""
    page = page_of(evident, "en", VERIFICATION)
    total = page.select_one("#verification-runs p").get_text()
    assert total == "6 runs, 1 scenarios: 26 tests passed, 2 skipped, 1 failed."
    _, *rows = table(evident, "en", "runs")
    when, commit = "2026-11-23 10:35 UTC", "012345678"
    assert rows == [
        ["CPython 3.11.1", "Debian · x86_64", commit, when, "5", "1", "0", "12 s"],
        ["CPython 3.12.1", "Debian · x86_64", commit, when, "4", "1", "1", "12 s"],
        ["CPython 3.13.1", "Debian · x86_64", commit, when, "6", "0", "0", "12 s"],
        ["CPython 3.14.1", "Debian · x86_64", commit, when, "5", "0", "0", "12 s"],
        [
            "CPython 3.15.1",
            "Debian · x86_64",
            f"{commit}, and changes",
            when,
            "5",
            "0",
            "0",
            "12 s",
        ],
        ["CPython 3.14.1", "15.1 · arm64", commit, when, "1", "0", "0", "12 s"],
    ]


def test_the_slowest_and_the_skipped_are_listed(evident):
    """The slowest first, each where it took longest; what was skipped, where, and why."""
    _, *rows = table(evident, "en", "slowest")
    assert rows == [
        [SCENARIO, "default", "3.11 Linux", "1.75 s"],
        [SCENARIO, "spawn", "3.13 Linux", "0.50 s"],
        [SCENARIO, "fork", "3.11 Linux", "0.25 s"],
        [SCENARIO, "forkserver", "3.11 Linux", "0.25 s"],
    ]
    _, *rows = table(evident, "en", "skipped")
    assert rows == [[f"{SCENARIO} test_client", "3.11, 3.12", NEEDS]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_are_known_to_screen_readers(evident, language):
    """Each has a name, each heading a direction; what scrolls can be reached and is named."""
    page = page_of(evident, language, VERIFICATION)
    tables = page.select("table")
    assert len(tables) == 4
    for one in tables:
        assert one.caption.get_text()
        assert {cell["scope"] for cell in one.select("thead th")} == {"col"}
        assert [cell["scope"] for cell in one.select("tbody th")] == ["row"] * len(
            one.select("tbody tr")
        )
        assert not one.select("thead td")
        assert (one.parent["tabindex"], one.parent["aria-label"]) == ("0", one.caption.get_text())
    assert page.find(string=NEEDS).find_parent(lang="en").name in ("td", "html")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "这个网站不是在运行之后建成的，这里没有可显示的内容。"),
        ("en", "This site was built without a run: there is nothing to show here."),
    ],
)
def test_a_build_without_evidence_says_so(tiny, language, text):
    """Nobody takes an empty page for a proof."""
    page = page_of(tiny.html, language, VERIFICATION)
    for part in ("runs", "slowest", "skipped"):
        assert page.select_one(f"#verification-{part} p").get_text() == text


@pytest.fixture
def visit(browser, evident):
    """Open the page with all runs in a language, as a reader with these preferences."""
    contexts = []

    def open_page(language, part="", **preferences):
        contexts.append(browser.new_context(**preferences))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        page.goto(f"{(evident / language / VERIFICATION).as_uri()}{part}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def shown_rows(page):
    """Return the start methods of the rows that a reader sees."""
    rows = page.locator(".matrix tbody tr").filter(visible=True)
    return rows.locator("td:nth-of-type(1)").all_inner_texts()


@pytest.mark.parametrize(
    ("language", "shown"), [("zh", "显示 1 条，共 4 条"), ("en", "1 of 4 shown")]
)
def test_the_matrix_is_narrowed_down(visit, language, shown):
    """By start method, outcome, chapter and name, alone and together."""
    page = visit(language)
    chapter, method, outcome = (page.locator("form.filter select").nth(n) for n in range(3))
    everything = shown_rows(page)
    assert everything[1:] == ["fork", "spawn", "forkserver"]
    method.select_option("method-spawn")
    assert shown_rows(page) == ["spawn"]
    assert page.locator("form.filter output").inner_text() == shown
    outcome.select_option("some-failed")
    assert shown_rows(page) == []
    assert page.locator("form.filter").is_visible()
    method.select_option("")
    assert shown_rows(page) == everything[:1]
    outcome.select_option("some-missing")
    assert shown_rows(page) == [everything[0], "fork", "forkserver"]
    outcome.select_option("all-passed")
    assert shown_rows(page) == ["spawn"]
    outcome.select_option("")
    chapter.select_option("chapter-0")
    name = page.locator("form.filter").get_by_role("searchbox")
    name.fill("TALK")
    assert shown_rows(page) == everything
    name.fill("nothing of that name")
    assert shown_rows(page) == []


def test_without_scripts_the_matrix_is_a_plain_table(visit):
    """All rows, and no form that would do nothing."""
    page = visit("en", java_script_enabled=False)
    assert len(shown_rows(page)) == 4
    assert not page.locator("form.filter").is_visible()


def test_the_matrix_scrolls_within_a_phone(visit):
    """The page does not; which scenario a row is of stays in view."""
    page = visit("zh", viewport={"width": 360, "height": 740}, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    matrix = page.locator(".matrix")
    assert matrix.evaluate("it => { it.scrollLeft = it.scrollWidth; return it.scrollLeft }") > 0
    box, name = matrix.bounding_box(), page.locator(".matrix tbody th").first.bounding_box()
    assert name["x"] >= box["x"]
