"""axe-core: everything that a program can find in pages that would shut somebody out.

https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
"""

from collections.abc import Iterator, Sequence
from itertools import cycle, product
from pathlib import Path
from typing import Any, Final

import axe_playwright_python  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Browser, Page

from auditing.server import serve
from auditing.site import Site
from browser import open_browser, wait_until_usable

_DESKTOP: Final = {"width": 1280, "height": 800}
_PHONE: Final = {"width": 360, "height": 740}
SWITCHED_OFF: Final = {
    "color-contrast-enhanced": "7:1 is what AAA asks; this site keeps to AA, 4.5:1",
    "focus-order-semantics": "an experiment: it wants a landmark of every table that may scroll",
    "hidden-content": "it finds no fault: it only tells that there is something hidden",
}
"""Rules of axe that are not asked, and why."""
_AXE: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
NOT_THERE: Final = {
    # The boxes behind the two menu buttons: their style sheet wants them beside the landmarks.
    "region": "body *:not(.sidebar-toggle)",
}
"""Rules that look at less than axe has them look at: the elements they do look at, and why."""
_AT_ONCE: Final = 3
# Of pieces of code that are coloured alike one is enough: there are thousands on a page, and only
# their colours are different.
_START: Final = """([only, without, selectors]) => {
  axe.configure({rules: Object.entries(selectors).map(([id, selector]) => ({id, selector}))});
  const seen = new Set();
  for (const piece of document.querySelectorAll(".highlight span:not(.hll)")) {
    const place = piece.closest(".hll") ? "hll" : "";
    const look = `${piece.className} ${place}`;
    if (seen.has(look) && !piece.querySelector(".hll")) piece.replaceWith(...piece.childNodes);
    seen.add(look);
  }
  const wanted = (rule) => !without.includes(rule) && (!only.length || only.includes(rule));
  const rules = axe.getRules().map((rule) => rule.ruleId);
  const options = {
    resultTypes: ["violations"],
    rules: Object.fromEntries(rules.map((rule) => [rule, {enabled: wanted(rule)}])),
  };
  window.found = new Promise((done, failed) =>
    setTimeout(() => axe.run(document, options).then(done, failed)));
}"""
_FINISH: Final = """() => window.found.then((found) => found.violations.flatMap((fault) =>
  fault.nodes.map((node) => `${fault.id}: ${node.target}: ${node.failureSummary}`)))"""


def check(site: Site) -> list[str]:
    """Look at each page on a desktop and on a phone, light and dark; print how often.

    :param site: the site
    :returns: what is wrong, a line for each element
    """
    faults = []
    looks = 0
    with serve(site.html) as address, open_browser() as browser:
        for viewport, scheme in product((_DESKTOP, _PHONE), ("light", "dark")):
            addresses = [f"{address}/{page}" for page in site.pages]
            for page, found in look(browser, addresses, viewport=viewport, color_scheme=scheme):
                name = page.removeprefix(f"{address}/")
                faults += [f"{name}, {viewport['width']} px, {scheme}: {it}" for it in found]
                looks += 1
    print(f"{len(faults)} faults in {looks} looks at {len(site.pages)} pages")
    return faults


def look(
    browser: Browser,
    addresses: Sequence[str],
    *,
    without: Sequence[str] = (),
    only: Sequence[str] = (),
    **view: Any,  # noqa: ANN401 - as Playwright has them
) -> Iterator[tuple[str, list[str]]]:
    """Yield each page's address and what axe finds on it, a text for each element.

    :param browser: a browser of Playwright
    :param addresses: the pages
    :param without: names of rules to leave out, besides those that are switched off
    :param only: names of the only rules to ask; default: all
    :param view: how to look, as the options of Playwright's ``new_context``
    """
    contexts = [browser.new_context(bypass_csp=True, **view) for _ in range(_AT_ONCE)]
    pages = cycle(context.new_page() for context in contexts)
    left_out = [*without, *SWITCHED_OFF]
    looking: list[tuple[str, Page]] = []
    for address in addresses:
        if len(looking) == _AT_ONCE:
            yield _finish(*looking.pop(0))
        page = next(pages)
        page.set_default_timeout(120_000)  # ms; a page needs seconds on an idle machine
        page.goto(address)
        wait_until_usable(page)
        page.evaluate(_AXE)
        page.evaluate(_START, [list(only), left_out, NOT_THERE])
        looking.append((address, page))
    for address, page in looking:
        yield _finish(address, page)
    for context in contexts:
        context.close()


def _finish(address: str, page: Page) -> tuple[str, list[str]]:
    return address, list(page.evaluate(_FINISH))
