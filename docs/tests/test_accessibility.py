"""Nobody is shut out: by keyboard, by ear, on a phone, enlarged, in colours of one's own."""

import itertools
import re

import pytest

from auditing import axe

LANGUAGES = ("zh", "en")
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
LEAST_TARGET = 24
"""Pixels: https://www.w3.org/TR/WCAG22/#target-size-minimum"""
HEADING = re.compile(r"<h([1-6])\b")
HAN = re.compile(r"[\u4e00-\u9fff]")
# Everything that takes the Tab key, in its order; for each what would show where one is.
STOP = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const box = it.getBoundingClientRect();
  // The frame of a box that is not seen is around its label.
  const unseen = getComputedStyle(it).opacity === "0";
  const labels = unseen ? [...it.labels].filter((label) => !label.matches(".overlay")) : [];
  const framed = [it, ...labels].filter((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      && one.checkVisibility({visibilityProperty: true, opacityProperty: true});
  });
  const seen = framed.some((one) => {
    const frame = one.getBoundingClientRect();
    return frame.right > 0 && frame.left < innerWidth && frame.width && frame.height;
  });
  it.dataset.stops = Number(it.dataset.stops ?? 0) + 1;
  return {name: it.outerHTML.slice(0, 120), seen, again: it.dataset.stops > 1,
          skip: it.matches(".skip-to-content"), drawer: Boolean(it.closest("aside"))};
}"""


def addresses(site, url, languages=LANGUAGES):
    """Return the addresses of all pages."""
    return [f"{url}/{language}/{path}" for language in languages for path in site.pages(language)]


@pytest.mark.parametrize(("language", "view"), [("zh", PHONE), ("en", DESKTOP)], ids=LANGUAGES)
def test_axe_finds_nothing_on_any_page(browser, site, site_url, language, view):
    """All of its rules, but for contrast, which takes it long: see test_every_page.py.

    Each page in one of its languages, which are built alike: every second page in Chinese, the
    others in English. `nox -s audit` looks at all in every way.
    """
    pages = addresses(site, site_url, [language])[LANGUAGES.index(language) :: 2]
    found = dict(axe.look(browser, pages, without=["color-contrast"], viewport=view))
    assert len(found) == len(pages)
    assert not {address: faults for address, faults in found.items() if faults}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_the_tiny_site(browser, tiny, tiny_url, view, scheme):
    """All of its rules, contrast too, where everything that pages have stands on a few."""
    pages = addresses(tiny, tiny_url)
    found = dict(axe.look(browser, pages, viewport=view, color_scheme=scheme))
    assert len(found) == len(pages)
    assert not {address: faults for address, faults in found.items() if faults}


def test_axe_would_find_something(browser):
    """It looks, also by the rule that this site has look at less."""
    ((_, found),) = axe.look(browser, ["data:text/html,<p>alone</p><img src=x><input>"])
    names = {fault.partition(":")[0] for fault in found}
    assert names >= {"document-title", "html-has-lang", "image-alt", "label", "region"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_in_order(site, language):
    """One heading for the page, and under each none that is two levels down."""
    for path, page in site.pages(language).items():
        levels = [int(it.name[1]) for it in page.find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(below <= above + 1 for above, below in itertools.pairwise(levels)), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_told_in_the_language_of_the_page(site, language):
    """What it shows is said to those who do not see it."""
    seen = 0
    for path, page in site.pages(language).items():
        for picture in page.find_all("img"):
            words = picture.get("alt", "")
            assert words, f"{path}: {picture}"
            assert bool(HAN.search(words)) == (language == "zh"), f"{path}: {picture}"
            seen += 1
    assert seen, "there is no picture"


@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_takes_the_focus_shows_it(visit, tiny_url, language, view):
    """By the Tab key through a whole page: a frame in view at each stop, the skip link first."""
    page = visit(f"{tiny_url}/{language}/chapter/page.html", viewport=view)
    page.emulate_media(reduced_motion="reduce")
    stops = []
    for _ in range(300):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["again"]:
            break
        stops.append(stop)
    else:
        pytest.fail("300 stops, and no end of it")
    assert stops[0]["skip"]
    assert not [stop["name"] for stop in stops if not stop["seen"]]
    # On a phone the menus are closed: there is nothing in them to pass.
    assert any(stop["drawer"] for stop in stops) == (view == DESKTOP)


def test_the_skip_link_leads_to_the_text(visit, tiny_url):
    """One key, and the menus are passed."""
    page = visit(f"{tiny_url}/en/chapter/page.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


@pytest.mark.parametrize(
    ("box", "inside"),
    [("#__navigation", ".sidebar-drawer .sidebar-brand"), ("#__toc", ".toc-drawer li li a")],
)
def test_menus_open_and_close_by_keyboard(visit, tiny_url, box, inside):
    """Space opens a menu on a phone, Escape closes it and leads back to its button."""
    page = visit(f"{tiny_url}/en/chapter/page.html", viewport=PHONE)
    page.emulate_media(reduced_motion="reduce")
    link = page.locator(inside).first
    assert not link.is_visible()
    page.locator(box).focus()
    page.keyboard.press("Space")
    link.wait_for()
    assert link.evaluate("it => it.getBoundingClientRect().left >= 0")
    link.focus()
    page.keyboard.press("Escape")
    link.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == box.removeprefix("#")


def test_a_chapter_of_the_menu_opens_by_keyboard(visit, site_url):
    """Its sections can be had without a mouse."""
    page = visit(f"{site_url}/en/index.html")
    switch = page.locator(".toctree-checkbox").first
    section = page.locator(".sidebar-tree .toctree-l2 a").first
    assert not section.is_visible()
    switch.focus()
    page.keyboard.press("Space")
    section.wait_for()


@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_buttons_are_large_enough_to_be_hit(visit, tiny_url, view):
    """Also where axe is content with the distance to the next one."""
    page = visit(f"{tiny_url}/en/chapter/page.html", viewport=view)
    small = page.locator("button, select, input, summary, [role=tab], a.download").evaluate_all(
        """(all, least) => all.filter((it) => it.checkVisibility({opacityProperty: true}))
        .map((it) => [it.getBoundingClientRect(), it.outerHTML.slice(0, 80)])
        .filter(([box]) => box.width < least || box.height < least)
        .map(([box, name]) => `${box.width} x ${box.height}: ${name}`)""",
        LEAST_TARGET,
    )
    assert not small


def test_nothing_moves_for_those_who_want_no_motion(visit, tiny_url):
    """No smooth scrolling, no sliding menus; for the others both."""
    script = """() => [...document.querySelectorAll("*")].some((it) => {
      const style = getComputedStyle(it);
      const takes = (list) => list.split(",").some((time) => parseFloat(time) > 0);
      return style.scrollBehavior === "smooth" || takes(style.transitionDuration)
        || takes(style.animationDuration);
    })"""
    page = visit(f"{tiny_url}/en/chapter/page.html", reduced_motion="reduce")
    assert not page.evaluate(script)
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(script)


def test_colours_of_the_system_leave_nothing_out(visit, tiny_url):
    """Chosen tabs and highlighted lines can be told from others where backgrounds are gone."""
    page = visit(f"{tiny_url}/en/chapter/page.html", forced_colors="active")
    colour = "it => getComputedStyle(it).borderBottomColor"
    tabs = page.get_by_role("tab")
    chosen = page.get_by_role("tab", selected=True).first.evaluate(colour)
    other = page.get_by_role("tab", selected=False).first.evaluate(colour)
    assert tabs.count() > 1
    assert chosen != other
    bar = page.locator(".hll").first.evaluate("it => getComputedStyle(it).borderLeftStyle")
    assert bar == "solid"


def test_a_chosen_theme_is_that_of_pictures_and_fields_too(visit, tiny_url):
    """Who has a light system and a dark page has dark pictures: both ways."""
    page = visit(f"{tiny_url}/en/index.html", color_scheme="light")
    scheme = "getComputedStyle(document.body).colorScheme"
    for chosen in ("dark", "light"):
        page.evaluate("theme => { document.body.dataset.theme = theme }", chosen)
        assert page.evaluate(scheme) == chosen
