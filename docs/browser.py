"""The browser that prints the book, and looks at the site in tests and audits."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_USABLE: Final = "html:is([data-scripts=run], .no-js, :not(:has(script[data-from])))"


class NoBrowserError(RuntimeError):
    """There is none on this machine; the message says how to get one."""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the machine's Chromium, or the one that Playwright installed.

    :raises NoBrowserError: when there is neither
    """
    found = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        program = found or playwright.chromium.executable_path
        if not Path(program).is_file():
            raise NoBrowserError(
                "no browser: install Debian's chromium, or run `playwright install chromium`"
            )
        # Without its sandbox, which root in a container does not get; the pages are our own.
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"] if root else []
        )
        yield browser
        browser.close()


def wait_until_usable(page: Page) -> None:
    """Wait until the scripts of an opened page have run: they do when its text has been drawn.

    :param page: of this site, or of another, which is usable at once
    """
    page.locator(_USABLE).wait_for(state="attached")
