"""Sites for the tests to look at, each built once: the real one, and a tiny one."""

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.pages import KINDS
from browser import open_browser, wait_until_usable
from build import build_site
from harness import evidence

ROOT = Path(__file__).resolve().parents[2]
MACHINERY = ("conf.py", "_book", "_ext", "_static", "_templates", "_root", "inventories")


@dataclass(frozen=True)
class Site:
    """A built site and what it was made of."""

    root: Path
    """the folder with snippets/ and docs/"""
    html: Path
    """the folder with zh/ and en/"""
    work: Path
    """the folder with doctrees/zh/ and doctrees/en/"""

    def pages(self, language: str) -> dict[str, BeautifulSoup]:
        """Return the parsed pages of a language by their path."""
        folder = self.html / language
        return {
            path.relative_to(folder).as_posix(): soup(path)
            for path in sorted(folder.rglob("*.html"))
        }


@functools.cache
def soup(path: Path) -> BeautifulSoup:
    """Parse a page once for all tests; none of them may change it."""
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def _copy_tiny(root: Path) -> Path:
    """Copy the sources of the tiny site, with the machinery of the real one; return its docs."""
    shutil.copytree(Path(__file__).with_name("tiny"), root)
    shutil.copy(ROOT / "pyproject.toml", root)
    docs = root / "docs"
    for name in MACHINERY:
        (docs / name).symlink_to(ROOT / "docs" / name)
    (docs / "locales/zh_CN").symlink_to(ROOT / "docs/locales/zh_CN")
    return docs


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what tells the tests of pages which runs those show."""
    parser.addoption(
        "--proven",
        type=Path,
        metavar="DIR",
        help="the folder of the evidence that the pages under test show (default: none)",
    )


@pytest.fixture(scope="session")
def once(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Callable[[str, Callable[[Path], object]], Path]:
    """Have one of the processes that share the tests make a folder: all of them get it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def make_once(name: str, make: Callable[[Path], object]) -> Path:
        folder, made = shared / name, shared / f"{name}.made"
        with FileLock(shared / f"{name}.lock"):
            if not made.exists():
                make(folder)
                made.touch()
        return folder

    return make_once


@pytest.fixture(scope="session")
def evidence_folder(pytestconfig: pytest.Config, once: Callable[..., Path]) -> Path | None:
    """Give a copy of the evidence that there was at the beginning, None if pages show none.

    Other Pythons may still be writing theirs.
    """
    proven: Path | None = pytestconfig.option.proven
    return once("evidence", functools.partial(shutil.copytree, proven)) if proven else None


@pytest.fixture(scope="session")
def evidence_of_whole_run(evidence_folder: Path | None) -> Path:
    """Give the folder with the evidence, of which there has to be some."""
    if evidence_folder is None:
        pytest.skip(reason="asks what runs have proven: `nox -s tests` runs, --proven names runs")
    return evidence_folder


@pytest.fixture(scope="session")
def here(pytestconfig: pytest.Config) -> str:
    """Give the version of Python that has run the programs beside these tests, such as 3.11."""
    return evidence.describe_python(pytestconfig.option.snippet_python).label


@pytest.fixture(scope="session")
def site(once: Callable[..., Path], evidence_folder: Path | None) -> Site:
    """Build the real site, with the evidence of the runs before where it is given."""

    def build(folder: Path) -> None:
        build_site(folder / "html", work=folder, evidence=evidence_folder)

    folder = once("site", build)
    return Site(ROOT, folder / "html", folder)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build a site that uses everything the extensions offer, on one page."""
    folder = tmp_path_factory.mktemp("tiny")
    docs = _copy_tiny(folder / "root")
    build_site(folder / "html", work=folder, docs=docs)
    return Site(docs.parent, folder / "html", folder)


@pytest.fixture(scope="session")
def copy_tiny() -> Callable[[Path], Path]:
    """Give a fixture the way to a tiny site of its own: copies to a folder, returns its docs."""
    return _copy_tiny


@pytest.fixture
def tiny_docs(tmp_path: Path) -> Path:
    """Give a test the tiny site's folder of pages to break."""
    return _copy_tiny(tmp_path / "root")


@pytest.fixture(scope="session")
def kinds() -> tuple[str, ...]:
    """Name one page of each kind of the real site; templates and extensions make all others so."""
    return KINDS


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing: the browser's view is what is tested."""


def _serve(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def site_url(site: Site) -> Iterator[str]:
    """Serve the real site."""
    yield from _serve(site.html)


@pytest.fixture(scope="session")
def tiny_url(tiny: Site) -> Iterator[str]:
    """Serve the tiny site."""
    yield from _serve(tiny.html)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a browser; without one the tests of pages fail, and say how to get one."""
    with open_browser() as started:
        yield started


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address as a reader with these preferences; all pages are closed afterwards."""
    contexts: list[BrowserContext] = []

    def open_page(url: str, **preferences: Any) -> Page:  # noqa: ANN401 - those of Playwright
        context = browser.new_context(**preferences)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)  # ms; a page needs a tenth of a second on an idle machine
        page.goto(url)
        wait_until_usable(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
