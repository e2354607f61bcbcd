"""What a reader's browser asks for: for a page of each kind, and for an answer of search."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Request
from playwright.sync_api import Page as Tab

from auditing.server import serve
from benchmarks.record import Page, Search
from browser import open_browser, wait_until_usable

KINDS: Final = (
    "index.html",
    "ch01-udp/index.html",
    "ch02-sockets/authentication.html",  # the longest lesson, with tabs
    "ch06-queues/compared.html",  # with drawings
    "errata.html",  # with a filter
    "glossary.html",
    "verification.html",
)
"""One page of each kind of the site; templates and extensions make all others so."""
QUESTIONS: Final = {"zh": "进程之间怎样交换数据", "en": "how to kill a child process"}
ROUNDS: Final = 5
"""Of the first question, each in a browser that knows nothing of the site; the median counts."""
_FROM: Final = "ch02-sockets/blocking.html"


def measure(site: Path) -> tuple[list[Page], list[Search]]:
    """Look at pages of the site, and search it.

    :param site: the folder of the built site
    """
    with serve(site) as url, open_browser() as browser:
        pages = [
            visit(browser, url, f"{language}/{kind}") for language in QUESTIONS for kind in KINDS
        ]
        return pages, [_search(browser, url, language) for language in QUESTIONS]


@contextmanager
def _asked(tab: Tab) -> Iterator[list[int]]:
    """Give the bytes of each answer that the browser gets within a ``with`` block."""
    requests: list[Request] = []
    sizes: list[int] = []

    def note(request: Request) -> None:
        requests.append(request)

    tab.context.on("requestfinished", note)
    yield sizes
    tab.wait_for_load_state("networkidle")
    tab.context.remove_listener("requestfinished", note)
    sizes += [request.sizes()["responseBodySize"] for request in requests]


def visit(browser: Browser, url: str, path: str) -> Page:
    """Open a page as a reader who was never here.

    :param browser: with which
    :param url: the address of the site
    :param path: the page in it
    """
    with browser.new_context() as context:
        tab = context.new_page()
        with _asked(tab) as sizes:
            tab.goto(f"{url}/{path}", wait_until="load")
        return Page(path, len(sizes), sum(sizes))


def _search(browser: Browser, url: str, language: str) -> Search:
    found = [_ask(browser, url, language) for _ in range(ROUNDS)]
    sizes = found[0][0]
    return Search(language, len(sizes), sum(sizes), statistics.median(it[1] for it in found))


def _ask(browser: Browser, url: str, language: str) -> tuple[list[int], float]:
    """Open the search of a page as a reader does; return what came, and when the answer was there.

    The time begins with the key that opens the dialog, which loads all that search needs.
    """
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"{url}/{language}/{_FROM}", wait_until="networkidle")
        wait_until_usable(tab)
        with _asked(tab) as sizes:
            began = time.monotonic()
            tab.keyboard.press("/")
            tab.locator("#search-dialog input:focus").wait_for()
            tab.keyboard.insert_text(QUESTIONS[language])
            tab.locator("#search-results[aria-busy=false] a").first.wait_for(state="attached")
            seconds = time.monotonic() - began
        return sizes, seconds
