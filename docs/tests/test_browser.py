"""What readers see and do, in a real browser."""

import pytest

PAGE = "chapter/page.html"
PHONE = {"width": 360, "height": 740}


def paths(site, language):
    """Return the addresses of all pages of a language."""
    return [f"{language}/{path}" for path in site.pages(language)]


@pytest.mark.parametrize(
    ("locale", "folder"), [("zh-CN", "zh"), ("zh-TW", "zh"), ("en-GB", "en"), ("fr-FR", "en")]
)
def test_the_root_sends_readers_to_their_language(visit, tiny_url, locale, folder):
    """Chinese to those who read it, English to all others."""
    page = visit(tiny_url, locale=locale)
    page.wait_for_url(f"**/{folder}/index.html")


def test_the_root_asks_all_languages_of_the_browser(visit, tiny_url):
    """The first language that the site has, not the first of all."""
    page = visit("about:blank")
    page.add_init_script(
        "Object.defineProperty(navigator, 'languages', {value: ['fr', 'zh-Hans', 'en']})"
    )
    page.goto(tiny_url)
    page.wait_for_url("**/zh/index.html")


def test_the_root_remembers_a_choice(visit, tiny_url):
    """Who has switched to English stays with English."""
    page = visit(f"{tiny_url}/zh/index.html", locale="zh-CN")
    page.locator(".sidebar-drawer .language-switch >> text=English").click()
    page.wait_for_url("**/en/index.html")
    page.goto(tiny_url)
    page.wait_for_url("**/en/index.html")


def test_the_root_works_from_a_disk(visit, tiny):
    """Nobody needs a server to read."""
    page = visit((tiny.html / "index.html").as_uri(), locale="zh-CN")
    page.wait_for_url("**/zh/index.html")
    page.locator(".sidebar-drawer .language-switch >> text=English").click()
    page.wait_for_url("**/en/index.html")


def test_the_root_lets_choose_without_scripts(visit, tiny_url):
    """Two links, each in its own language."""
    page = visit(tiny_url, java_script_enabled=False)
    assert page.locator("nav a").all_inner_texts() == ["简体中文", "English"]
    page.locator("text=English").click()
    page.wait_for_url("**/en/index.html")


def test_the_switch_keeps_the_place_that_was_scrolled_to(visit, tiny_url):
    """Also without an anchor in the address: the section being read counts."""
    page = visit(f"{tiny_url}/zh/{PAGE}", viewport={"width": 1280, "height": 500})
    page.locator("#page-parts").evaluate("it => it.scrollIntoView()")
    page.locator(".toc-tree .scroll-current >> text=片段").wait_for(state="attached")
    page.locator(".sidebar-drawer .language-switch >> text=English").click()
    page.wait_for_url(f"**/en/{PAGE}#page-parts")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_scrolls_sideways_on_a_phone(visit, site, site_url, language):
    """Wide things scroll by themselves, within the page; the switch is at hand."""
    page = visit("about:blank", viewport=PHONE, is_mobile=True, has_touch=True)
    for path in paths(site, language):
        page.goto(f"{site_url}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        other = page.locator(".mobile-header .language-switch a:not([aria-current])")
        assert other.is_visible(), path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_asks_nobody_else_and_reports_no_error(visit, site, site_url, language):
    """Nothing is loaded from elsewhere, nothing is missing, no script fails."""
    page = visit("about:blank")
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "response",
        lambda answer: answer.status < 400 or errors.append(f"{answer.status} {answer.url}"),
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    for path in paths(site, language):
        page.goto(f"{site_url}/{path}", wait_until="load")
    assert not errors
    assert asked
    assert not [url for url in asked if not url.startswith((site_url, "data:"))]
