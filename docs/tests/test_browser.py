"""What readers see and do, in a real browser."""

import pytest

PAGE = "chapter/page.html"


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
