"""What holds on every page, in a real browser: each is opened once, and looked at in many ways."""

import re

import pytest

from browser import wait_until_usable

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
# What is left of a window 1280 pixels wide at 400 %: https://www.w3.org/TR/WCAG22/#reflow
ENLARGED = {"width": 320, "height": 256}
# Composes the background of each piece of visible text; returns those of too little contrast.
MEASURE = """least => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  function paint(layers) {
    canvas.clearRect(0, 0, 1, 1);
    for (const layer of layers) {
      canvas.fillStyle = layer;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }
  function luminance(rgb) {  // as WCAG defines it
    const linear = (c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = rgb.map((c) => linear(c / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  const known = new Map();
  function contrast(layers, colour) {
    const key = [...layers, colour].join();
    if (!known.has(key)) {
      const back = paint(["white", ...layers]);
      const front = paint([`rgb(${back})`, colour]);
      const [low, high] = [luminance(front), luminance(back)].sort((a, b) => a - b);
      known.set(key, (high + 0.05) / (low + 0.05));
    }
    return known.get(key);
  }
  const poor = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim().slice(0, 20);
    const element = walker.currentNode.parentElement;
    const visible = element.checkVisibility({visibilityProperty: true, opacityProperty: true});
    if (!text || !visible || element.closest(".visually-hidden")) continue;
    const layers = [];
    for (let up = element; up; up = up.parentElement) {
      const layer = getComputedStyle(up).backgroundColor;
      if (layer !== "rgba(0, 0, 0, 0)") layers.unshift(layer);
    }
    const ratio = contrast(layers, getComputedStyle(element).color);
    if (ratio < least) poor.set(`${element.tagName}.${element.className}`, `${text}: ${ratio}`);
  }
  return [...poor];
}"""
CONTRAST = 4.5
"""AA of WCAG 2.2 for text of normal size."""
SLANTED = """() => [...document.querySelectorAll("body, body *")]
  .filter((it) => [...it.childNodes].some((one) => one.nodeType === 3
    && /[\\u3400-\\u9fff]/.test(one.data)))
  .filter((it) => getComputedStyle(it).fontStyle !== "normal")
  .map((it) => it.outerHTML.slice(0, 100))"""
WITHOUT_A_BUTTON = """() => [...document.querySelectorAll(".literal-block-wrapper")]
  .filter((it) => it.querySelectorAll("button.copy").length !== 1)
  .map((it) => it.textContent.slice(0, 100))"""
OTHER_LANGUAGE = ".mobile-header .language-switch a:not([aria-current])"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# furo cuts off what is wider than the page; code and tables scroll by themselves.
CUT_OFF = """() => [...document.querySelectorAll("article *")]
  .filter((it) => it.getClientRects().length)
  .filter((it) => !it.closest("pre, .runs, .table-wrapper, svg"))
  .filter((it) => !it.matches(".visually-hidden, .headerlink"))
  .filter((it) => it.getBoundingClientRect().right > innerWidth + 1)
  .map((it) => it.outerHTML.slice(0, 100))"""


def faults_of_look(page):
    """Yield what is wrong with a page as it looks."""
    page.set_viewport_size(DESKTOP)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        yield from (f"contrast, {scheme}: {it}" for it in page.evaluate(MEASURE, CONTRAST))
    yield from (f"slanted Chinese: {it}" for it in page.evaluate(SLANTED))
    yield from (f"not one button to copy: {it}" for it in page.evaluate(WITHOUT_A_BUTTON))
    page.set_viewport_size(PHONE)
    if not page.locator(OTHER_LANGUAGE).is_visible():
        yield "no other language at hand on a phone"
    for name, size in [("on a phone", PHONE), ("at 400 %", ENLARGED)]:
        page.set_viewport_size(size)
        if sideways := page.evaluate(SIDEWAYS):
            yield f"scrolls sideways {name}, by {sideways} pixels"
        yield from (f"cut off {name}: {it}" for it in page.evaluate(CUT_OFF))


def faults_of(page, address):
    """Open an address; return what is wrong there."""
    asked, faults = [], []
    listeners = {
        "request": lambda it: asked.append(it.url),
        "response": lambda it: it.status < 400 or faults.append(f"{it.status} {it.url}"),
        "pageerror": lambda it: faults.append(f"error: {it}"),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    page.goto(address, wait_until="load")
    wait_until_usable(page)
    faults += faults_of_look(page)
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    home = address.partition("/zh/")[0].partition("/en/")[0]
    return faults + [f"asks {it}" for it in asked if not it.startswith((home, "data:"))]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_fit_for_every_reader(visit, site, site_url, language):
    """Readable, complete, as wide as the window; nothing from elsewhere, and no error."""
    page = visit("about:blank")
    found = {}
    for path in site.pages(language):
        if faults := faults_of(page, f"{site_url}/{language}/{path}"):
            found[path] = faults
    assert not found


def test_faults_would_be_found(visit, tiny_url):
    """On a page that has them all."""
    page = visit("about:blank")
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
          document.querySelector("article").innerHTML = `
            <p>asked</p><p class="fault pale">pale</p><p class="fault wide">wide</p>
            <div class="literal-block-wrapper">print()</div><i class="fault">斜体</i>
            <img src="https://elsewhere.example/x.png"><img src="missing.png">`;
          document.body.insertAdjacentHTML("beforeend", "<p class='fault beside'>beside</p>");
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`
            .fault.pale { color: #777; background: #888 }
            .fault.beside { position: absolute; top: 0; width: 2000px }
            .fault.wide { width: 700px; position: relative }
            i.fault { font-style: italic !important }
            .language-switch { display: none !important }`);
          document.adoptedStyleSheets.push(sheet);
          throw new Error("on purpose");
        })"""
    )
    page.route("https://elsewhere.example/**", lambda route: route.abort())
    faults = faults_of(page, f"{tiny_url}/zh/chapter/page.html")
    assert {re.split(":|, by", it)[0] for it in faults} >= {
        "contrast, dark",
        "contrast, light",
        "slanted Chinese",
        "not one button to copy",
        "no other language at hand on a phone",
        "scrolls sideways on a phone",
        "scrolls sideways at 400 %",
        "cut off on a phone",
        "cut off at 400 %",
        "error",
    }
    assert any(it.startswith("404 ") for it in faults)
    assert any(it.startswith("asks https") for it in faults)
