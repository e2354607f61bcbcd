"""The home page: what it is, what one learns, and figures that nobody typed."""

import re
from pathlib import Path

import pytest

from errata import read_faults
from harness.evidence import Python, Result, Run, System
from harness.proof import Proof
from home_page import draw, figures

ROOT = Path(__file__).resolve().parents[2]
BOTH = pytest.mark.parametrize("language", ["zh", "en"])
WIDTHS = {"phone": 360, "tablet": 768, "with a menu": 1024, "desktop": 1280}


def home(site, language):
    """Return the page."""
    return site.pages(language)["index.html"]


def run_of(results, version="3.13.0"):
    """Return a run with these outcomes, by scenario."""
    return Run(
        python=Python(version, "CPython", free_threaded=False),
        system=System("Linux", "", "x86_64"),
        commit=None,
        dirty=False,
        date="2026-11-23T00:00:00+00:00",
        seconds=1.0,
        files={},
        tests=[
            Result(f"{scenario}::{n}", scenario, outcome, "", 0.1, method, [], [])
            for n, (scenario, outcome, method) in enumerate(results)
        ],
    )


@BOTH
def test_the_first_sentences_say_what_it_is(site, language):
    """And the next thing is where to begin."""
    article = home(site, language).select_one("#home")
    first = article.select_one("h1 + p").get_text()
    assert {"zh": "Python 套接字和进程", "en": "Python sockets and processes"}[language] in first
    start = article.select_one("a.start")
    assert start["href"] == "ch01-udp/index.html"


@BOTH
def test_every_chapter_says_what_one_learns_and_links_its_sections(site, language):
    """In order, with the numbers that the sections have."""
    page = home(site, language)
    chapters = [it["href"] for it in page.select(".chapters dt a")]
    in_sidebar = [it["href"] for it in page.select(".sidebar-tree li.toctree-l1.has-children > a")]
    assert chapters == in_sidebar
    assert len(chapters) == 7
    for number, text in enumerate(page.select(".chapters dd"), 1):
        assert len(text.select_one("p").get_text()) > 20
        links = text.select(".sections a")
        assert len(links) >= 3
        for place, link in enumerate(links, 1):
            section = site.pages(language)[link["href"].partition("#")[0]]
            title = section.h1.find(string=True, recursive=False) or section.h1.get_text()
            assert link.get_text().startswith(f"{number}.{place}\u00a0")
            assert section.h1.get_text().startswith(f"{number}.{place}.")
            assert link.get_text().partition("\u00a0")[2] in section.h1.get_text(), title


def shown_figures(page):
    """Return the numbers on the page, in order."""
    return [int(it.get_text()) for it in page.select(".figures dd")]


def test_figures_are_counted(site, evidence_folder):
    """From the evidence of this run where there is one, else from files."""
    proof = Proof.read(evidence_folder, ROOT) if evidence_folder else None
    counted = [number for number, _name in figures(ROOT, proof)]
    assert all(counted)
    for language in ("zh", "en"):
        assert shown_figures(home(site, language)) == counted


def test_figures_without_a_run_are_those_of_files():
    """Nothing is said to have run."""
    found = {str(name): number for number, name in figures(ROOT, None)}
    assert list(found) == ["programs", "tests", "faults of the original put right"]
    lessons = ROOT / "snippets"
    programs = [it for it in lessons.glob("ch*/*/*.py*") if not it.name.startswith("test_")]
    modules = list(lessons.glob("ch*/*/test_*.py"))
    tests = sum(
        len(re.findall(r"^def test_", module.read_text("utf-8"), re.MULTILINE))
        for module in modules
    )
    assert list(found.values()) == [len(programs), tests, len(read_faults(ROOT / "docs")[0])]


def test_figures_of_runs_count_what_has_passed(tmp_path):
    """On several Pythons, under several start methods; failed and skipped tests do not count."""
    first = [("ch01_a/b", "passed", "fork"), ("ch01_a/b", "failed", "spawn")]
    second = [("ch01_a/b", "passed", "spawn"), ("ch01_a/b", "skipped", None)]
    proof = Proof([run_of(first), run_of(second, "3.14.0")], tmp_path)
    found = {str(name): number for number, name in figures(tmp_path, proof)}
    assert found == {
        "programs run": 0,
        "tests passed": 2,
        "versions of Python": 2,
        "start methods": 2,
    }


def test_the_map_has_a_bar_for_each_lesson_in_each_run():
    """What failed is lower, and counted in the alternative text."""
    lessons = [("ch01_a/b", "passed", None), ("ch01_a/b", "skipped", None)]
    lessons += [("ch02_a/c", "failed", None), ("ch02_a/c", "passed", None)]
    lessons += [("ch02_a/d", "skipped", None)]
    svg = "".join(draw([run_of(lessons)]))
    bars = dict(re.findall(r'<path class="(\w+)" d="([^"]*)"', svg))
    assert {outcome: path.count("M") for outcome, path in bars.items()} == {
        "passed": 1,
        "failed": 1,
        "skipped": 1,
    }
    assert "v-12" in bars["passed"]
    assert "v-6" in bars["failed"]
    assert "3 lessons, each run on Python 3.13: 1 passed, 1 failed, 1 skipped." in svg


@BOTH
def test_the_map_is_drawn_of_this_run(site, evidence_of_whole_run, language):
    """One bar for each scenario, and words for those who do not see it."""
    del evidence_of_whole_run
    page = home(site, language)
    svg = page.select_one(".run-map svg")
    scenarios = len(list((ROOT / "snippets").glob("ch[0-9][0-9]_*/*/test_*.py")))
    bars = sum(path["d"].count("M") for path in svg.select("path"))
    rows = int(page.select(".figures dd")[2].get_text())
    assert bars == scenarios * rows
    assert str(scenarios) in svg["aria-label"]


def test_only_the_home_page_has_its_style(site):
    """Lessons do not pay for it."""
    for language in ("zh", "en"):
        for path, page in site.pages(language).items():
            assert (".figures" in page.style.get_text()) == (path == "index.html"), path


@BOTH
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_the_home_page_fits_every_screen(visit, site_url, language, width):
    """Nothing is cut off, and the beginning is in sight without scrolling."""
    page = visit(f"{site_url}/{language}/index.html", viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for what in ("#home > h1", "#home > h1 + p", "a.start"):
        box = page.locator(what).bounding_box()
        assert box["y"] + box["height"] < 500, what
    terminals = page.locator(".terminals .literal-block-wrapper")
    boxes = [terminals.nth(n).bounding_box() for n in range(terminals.count())]
    assert len(boxes) == 2
    assert (boxes[0]["y"] == boxes[1]["y"]) == (width > WIDTHS["phone"])


@BOTH
def test_the_home_page_says_all_without_scripts(visit, site_url, language):
    """Figures, chapters and where to begin."""
    page = visit(f"{site_url}/{language}/index.html", java_script_enabled=False)
    assert page.locator(".figures dd").first.is_visible()
    assert page.locator(".chapters .sections a").first.is_visible()
    page.locator("a.start").click()
    page.wait_for_url("**/ch01-udp/index.html")
