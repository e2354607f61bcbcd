"""Blocks of code, in a real browser: copying them, and scrolling those that are too wide."""

import pytest
from playwright.sync_api import expect

PAGE = "chapter/page.html"
PHONE = {"width": 360, "height": 740}
CLIPBOARD = ["clipboard-read", "clipboard-write"]
DONE = {"zh": "已复制", "en": "Copied"}
WAITS = {"zh": "# 没有数据时一直等待", "en": "# waits while nothing is there"}
SERVER, OUTPUT, SESSION = 0, 5, 6
"""Places of blocks on the page."""
TYPED = {
    "zh": """1500 - 20 - 8  # 减去首部
def double(number):
    # 加倍
    return 2 * number

print("# 数据 | data", double(4))
""",
    "en": """1500 - 20 - 8  # without the headers
def double(number):
    # twice
    return 2 * number

print("# 数据 | data", double(4))
""",
}
BOTH = pytest.mark.parametrize("language", ["zh", "en"])


def copied(page, number, language):
    """Press the button of a block; return the block, and what is in the clipboard."""
    block = page.locator(".literal-block-wrapper").nth(number)
    block.locator("button.copy").click()
    block.get_by_text(DONE[language], exact=True).wait_for()
    return block, page.evaluate("navigator.clipboard.readText()")


@BOTH
@pytest.mark.parametrize("number", [SERVER, OUTPUT])
def test_a_block_is_copied_as_it_is_shown(visit, tiny_url, language, number):
    """To the byte, with the comments that are shown, and the end of the last line."""
    page = visit(f"{tiny_url}/{language}/{PAGE}", permissions=CLIPBOARD)
    block, text = copied(page, number, language)
    assert text == block.locator("pre").evaluate("it => it.textContent")
    assert text.endswith("\n")
    assert (WAITS[language] in text) == (number == SERVER)


@BOTH
def test_of_a_session_what_one_types_is_copied(visit, tiny_url, language):
    """Neither prompts nor output: it can be pasted into Python."""
    page = visit(f"{tiny_url}/{language}/{PAGE}", permissions=CLIPBOARD)
    _, text = copied(page, SESSION, language)
    assert text == TYPED[language]


@BOTH
def test_the_button_speaks_the_language_of_the_page(visit, tiny_url, language):
    """It says what it copies, and, to ears too, that it did; then it can be used again."""
    page = visit(f"{tiny_url}/{language}/{PAGE}", permissions=CLIPBOARD)
    name = {"zh": "复制", "en": "Copy"}[language]
    page.get_by_role("button", name=f"{name} output.txt", exact=True).click()
    page.get_by_role("status").get_by_text(DONE[language], exact=True).wait_for()
    page.locator(".literal-block-wrapper >> nth=5").get_by_text(name, exact=True).wait_for()
    assert page.get_by_role("status").inner_text() == ""


def test_copying_works_where_the_clipboard_is_kept_from_pages(visit, tiny_url):
    """Over plain HTTP too, as in a local network; the reader stays where he is."""
    page = visit(tiny_url, permissions=CLIPBOARD)
    page.evaluate("navigator.clipboard.writeText('what was there before')")
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{tiny_url}/en/{PAGE}")
    block = page.locator(".literal-block-wrapper").nth(OUTPUT)
    block.locator("button.copy").click()
    block.get_by_text("Copied", exact=True).wait_for()
    assert block.locator("button.copy").evaluate("it => it === document.activeElement")
    page.locator("body").evaluate("it => it.append(document.createElement('textarea'))")
    page.locator("textarea").focus()
    page.keyboard.press("Control+V")
    assert page.locator("textarea").input_value() == "listening # 输出 | output stays\n"


def test_what_cannot_be_copied_is_selected(visit, tiny_url):
    """Where a browser allows nothing, the reader is told, and has but to press Ctrl-C."""
    page = visit("about:blank")
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.execCommand = () => false;"
    )
    page.goto(f"{tiny_url}/zh/{PAGE}")
    block = page.locator(".literal-block-wrapper").nth(OUTPUT)
    block.locator("button.copy").click()
    block.get_by_text("这里不能代为复制").wait_for()
    assert page.evaluate("getSelection().toString()").strip() == "listening # 输出 | output stays"


def test_without_scripts_no_button_is_there_that_does_nothing(visit, tiny_url):
    """Only who can use it sees it."""
    page = visit(f"{tiny_url}/en/{PAGE}", java_script_enabled=False)
    assert page.locator("button.copy").count() == 0


def test_code_that_is_cut_off_can_be_scrolled_by_keyboard(visit, tiny_url):
    """It takes the focus, says which file it is, and moves; code that fits does not."""
    page = visit(f"{tiny_url}/en/{PAGE}", viewport=PHONE)
    wide = page.locator(".highlight pre[tabindex='0']").first
    wide.wait_for()
    assert wide.get_attribute("aria-label") == "snippets/ch00_sample/talk/server.py"
    wide.focus()
    page.keyboard.press("ArrowRight")
    expect(wide).not_to_have_js_property("scrollLeft", 0)
    assert page.evaluate("scrollX") == 0
    fits = page.locator(".literal-block-wrapper").nth(OUTPUT).locator("pre")
    assert fits.get_attribute("tabindex") is None


def test_scripts_are_loaded_where_they_are_of_use(tiny):
    """A page without code, or without tabs, does not pay for their scripts."""
    pages = tiny.pages("en")
    loaded = {
        path: {
            name
            for name in ("code_blocks", "tab_sets")
            if pages[path].select(f"script[data-from~={name}]")
        }
        for path in ("index.html", PAGE, "chapter/choices.html")
    }
    assert loaded == {
        "index.html": set(),
        PAGE: {"code_blocks", "tab_sets"},
        "chapter/choices.html": {"tab_sets"},
    }
