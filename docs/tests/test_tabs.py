"""Tabs, in a real browser: by keyboard, one choice for a kind, links, and without scripts."""

import pytest

from tab_labels import kind_of

PAGE = "chapter/page.html"
CHOICES = "chapter/choices.html"
SUPPORTED = ["3.11", "3.12", "3.13", "3.14", "3.15"]
# A5, at the 96 pixels an inch of CSS: narrower than the sample's longest line.
PAPER = {"width": 559, "height": 794}
BOTH = pytest.mark.parametrize("language", ["zh", "en"])
WORDS = {
    "zh": {"old": "3.11 到 3.13", "new": "3.14 起", "others": "3.13 起", "client": "客户端"},
    "en": {"old": "3.11 to 3.13", "new": "Since 3.14", "others": "Since 3.13", "client": "Client"},
}


def chosen(page):
    """Return the labels of all open tabs, in the order of the page."""
    return page.locator('[role=tab][aria-selected="true"]').all_inner_texts()


def open_tab(page, number, label):
    """Click a tab of a set."""
    page.locator(".sphinx-tabs").nth(number).get_by_role("tab", name=label, exact=True).click()


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("fork", ("start-method", ["fork"])),
        ("macOS", ("system", ["macOS"])),
        ("3.13", ("python", ["3.13"])),
        ("Python 3.11", ("python", ["3.11"])),
        ("3.11、3.12", ("python", ["3.11", "3.12"])),
        ("3.11 到 3.14", ("python", ["3.11", "3.12", "3.13", "3.14"])),
        ("Python 3.13 起", ("python", ["3.13", "3.14", "3.15"])),
        ("3.15 起", ("python", ["3.15"])),
        ("3.9 起", None),
        ("Python 3.11.7、3.12.1 及更早", None),
        ("3.13 起；或者 spawn", None),
        ("服务端", None),
    ],
)
def test_labels_tell_their_kind(label, kind):
    """Start methods, systems and versions are chosen once; all else is chosen where it stands."""
    assert kind_of(label, SUPPORTED) == kind


@BOTH
def test_tabs_work_by_keyboard(visit, tiny_url, language):
    """Arrows, Home and End open the next, round and round; there is one stop for the Tab key."""
    page = visit(f"{tiny_url}/{language}/{PAGE}")
    tabs = page.locator(".sphinx-tabs >> nth=1 >> [role=tab]")
    tabs.first.focus()
    steps = ["ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home", "ArrowLeft"]
    for key, number in zip(steps, [1, 2, 0, 2, 0, 2], strict=True):
        page.keyboard.press(key)
        states = tabs.evaluate_all(
            "all => all.map(it => [it === document.activeElement,"
            " it.getAttribute('aria-selected') === 'true', it.tabIndex === 0,"
            " document.getElementById(it.getAttribute('aria-controls')).checkVisibility()])"
        )
        assert states == [[n == number] * 4 for n in range(3)], key
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+ArrowLeft")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "tabpanel"


@BOTH
def test_a_choice_holds_for_all_sets_of_its_kind(visit, tiny_url, language):
    """On the page, on the next one, in the other language, and the next day."""
    words = WORDS[language]
    page = visit(f"{tiny_url}/{language}/{CHOICES}")
    open_tab(page, 2, "spawn")
    assert chosen(page)[0] == chosen(page)[2] == "spawn"
    open_tab(page, 0, "forkserver")
    assert (chosen(page)[0], chosen(page)[2]) == ("forkserver", "spawn"), "there is none to open"
    open_tab(page, 1, words["new"])
    assert chosen(page)[3] == words["others"], "3.14 is among 3.13 and later"
    for other, wanted in (("zh", WORDS["zh"]), ("en", WORDS["en"])):
        later = page.context.new_page()
        later.goto(f"{tiny_url}/{other}/{CHOICES}")
        later.locator('[role=tab][aria-selected="true"] >> text=forkserver').wait_for()
        assert chosen(later)[:2] == ["forkserver", wanted["new"]]
        assert chosen(later)[3] == wanted["others"]


def test_a_set_that_fits_the_choice_stays(visit, tiny_url):
    """3.11 to 3.13 is no reason to leave "3.13 and later"."""
    page = visit(f"{tiny_url}/en/{CHOICES}")
    open_tab(page, 3, "Since 3.13")
    assert chosen(page)[1] == "3.11 to 3.13"
    open_tab(page, 1, "Since 3.14")
    open_tab(page, 1, "3.11 to 3.13")
    assert chosen(page)[3] == "Since 3.13"


@BOTH
def test_server_and_client_are_chosen_where_they_stand(visit, tiny_url, language):
    """Who looks at one client does not want to look at all clients."""
    page = visit(f"{tiny_url}/{language}/{CHOICES}")
    open_tab(page, 4, WORDS[language]["client"])
    page.goto(f"{tiny_url}/{language}/{PAGE}")
    assert chosen(page)[0] != WORDS[language]["client"]


def test_nothing_moves_that_the_reader_looks_at(visit, tiny_url):
    """Sets above open and close: the set that was clicked stays where it is on the screen."""
    page = visit(
        f"{tiny_url}/en/{CHOICES}", viewport={"width": 1280, "height": 400}, bypass_csp=True
    )
    page.add_style_tag(
        content="#panel-0-Zm9yaw\\=\\= { height: 2000px } article { padding-bottom: 1000px }"
    )
    lists = page.locator("[role=tablist]")
    lists.nth(2).evaluate("it => it.scrollIntoView({block: 'center', behavior: 'instant'})")
    top = "it => it.getBoundingClientRect().top"
    for label, opened in (("spawn", "The first spawn."), ("fork", "The first fork.")):
        before = lists.nth(2).evaluate(top)
        open_tab(page, 2, label)
        assert page.get_by_text(opened).count() == 1
        # After the browser has drawn, and may have moved what it takes for an anchor.
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        assert abs(lists.nth(2).evaluate(top) - before) < 1, label
    assert page.evaluate("scrollY") > 1000


def test_tabs_work_where_storage_is_forbidden(visit, tiny_url):
    """Nothing is remembered, nothing breaks."""
    page = visit("about:blank")
    errors = []
    page.on("pageerror", lambda error: errors.append(error.stack))
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, {get() { throw new DOMException('no') }})"
    )
    page.goto(f"{tiny_url}/en/{CHOICES}")
    open_tab(page, 0, "spawn")
    assert chosen(page)[2] == "spawn"
    assert not [error for error in errors if "tab_sets" in error]


@BOTH
def test_a_link_into_a_hidden_panel_opens_it(visit, tiny_url, language):
    """On arrival, and from a link on the page."""
    page = visit(f"{tiny_url}/{language}/{PAGE}#page-hidden")
    page.locator("#page-hidden").wait_for()
    assert page.locator("#page-hidden").evaluate(
        "it => { const { top } = it.getBoundingClientRect(); return top >= 0 && top < innerHeight }"
    )
    page.get_by_role("tab").first.click()
    page.locator("#page-hidden").wait_for(state="hidden")
    page.evaluate("location.hash = '#page-programs'")
    page.evaluate("location.hash = '#page-hidden'")
    page.locator("#page-hidden").wait_for()


@BOTH
def test_the_switch_keeps_place_and_tabs(visit, tiny_url, language):
    """In the other language, the reader is where he was, with the same tabs open."""
    there = {"zh": "en", "en": "zh"}[language]
    labels = {"zh": ["客户端", "丙"], "en": ["Client", "C"]}
    page = visit(f"{tiny_url}/{language}/{PAGE}#page-programs")
    for number, label in enumerate(labels[language]):
        open_tab(page, number, label)
    page.locator(".sidebar-drawer .language-switch a:not([aria-current])").click()
    page.wait_for_url(f"**/{there}/{PAGE}#page-programs")
    wanted = page.get_by_role("tab", name=labels[there][1], exact=True)
    page.locator('[role=tab][aria-selected="true"]').nth(1).and_(wanted).wait_for()
    assert chosen(page) == labels[there]
    assert page.locator("#page-programs").evaluate("it => it.getBoundingClientRect().top < 200")


@BOTH
def test_without_scripts_every_panel_is_read_under_its_label(visit, tiny_url, language):
    """Nothing is hidden from those who allow no scripts, and nothing is out of order."""
    page = visit(f"{tiny_url}/{language}/{PAGE}", java_script_enabled=False)
    names = {"zh": ["服务器", "客户端", *"甲乙丙"], "en": ["Server", "Client", *"ABC"]}
    assert labels(page) == [f'"{name}"' for name in names[language]]
    tops = page.locator("[role=tabpanel]").evaluate_all(
        "all => all.map(it => it.getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)
    assert not page.get_by_role("tablist").first.is_visible()


def labels(page):
    """Return the labels that style sheets show above the panels."""
    return page.locator("[role=tabpanel]").evaluate_all(
        "all => all.filter(it => it.checkVisibility())"
        ".map(it => getComputedStyle(it, '::before').content)"
    )


def test_labels_are_shown_on_paper_and_on_paper_only(visit, tiny_url):
    """On paper all panels stand one below the other, each under its label."""
    page = visit(f"{tiny_url}/en/{PAGE}", viewport=PAPER)
    assert labels(page) == ["none", "none"]
    # As furo does when a reader has scrolled up a little.
    page.evaluate("document.documentElement.classList.add('show-back-to-top')")
    assert page.locator(".back-to-top").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".back-to-top").is_visible()
    assert labels(page) == ['"Server"', '"Client"', '"A"', '"B"', '"C"']
    assert not page.locator(".sidebar-drawer").is_visible()
    for link in ("a.download", "a.archive", "button.copy"):
        assert not page.locator(link).first.is_visible(), link
    wide = page.locator("pre").evaluate_all(
        "all => all.filter(it => it.scrollWidth > it.clientWidth)"
    )
    assert not wide, "code is cut off on paper"


def test_no_panel_flashes_before_scripts_have_run(visit, tiny_url):
    """With scripts on, the page is never drawn with all panels open."""
    page = visit("about:blank")
    page.route("**/*.js*", lambda route: route.abort())
    page.goto(f"{tiny_url}/en/{PAGE}")
    assert not page.get_by_text("What B holds.").is_visible()


def test_sphinx_tabs_publishes_nothing(tiny):
    """Neither its script nor its styles: this site has its own."""
    assert not list(tiny.html.rglob("tabs.*"))
