"""Search, as readers use it, in a real browser: what it finds, how it is used, what it costs."""

import functools
import http.server
import re
import threading
import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from assembly import search_index
from assembly.policy import digests, policy
from browser import wait_until_usable

QUERIES = tomllib.loads(Path(__file__).with_name("queries.toml").read_text("utf-8"))
LANGUAGES = ("zh", "en")
BOTH = pytest.mark.parametrize("language", LANGUAGES)
PAGE = "ch02-sockets/blocking.html"
PHONE = {"width": 360, "height": 740}
# One word, a name, a phrase, and a whole error message.
TYPICAL = {
    "zh": [
        "超时",
        "recvfrom",
        "进程之间怎样交换数据",
        "OSError: [Errno 98] Address already in use",
    ],
    "en": [
        "timeout",
        "recvfrom",
        "how to kill a child process",
        "TypeError: Missing required argument 'digestmod'.",
    ],
}
MOST_BYTES = 100 * 1024
DIALOG = "#search-dialog"
OPTION = f"{DIALOG} [role=option]"


def answer(page):
    """Wait until the query that has been typed is answered."""
    page.locator("#search-results[aria-busy=false]").wait_for(state="attached")


def look_for(page, query):
    """Open the dialog, type a query, wait for its answer."""
    page.keyboard.press("/")
    page.locator(f"{DIALOG} input:focus").wait_for()
    page.keyboard.insert_text(query)
    answer(page)


def place(address):
    """Return the page, and the place in it, that an address within a language leads to."""
    parts = urlsplit(address)
    return unquote(parts.path).split("/", 2)[2], unquote(parts.fragment)


@BOTH
def test_learners_find_what_they_look_for(visit, site_url, language):
    """The page, or the section, is among the first three results, for each query of a list."""
    page = visit(f"{site_url}/{language}/search.html")
    answer(page)  # the script has come
    assert len(QUERIES[language]) >= 40
    wrong = []
    for query, *wanted in QUERIES[language]:
        page.locator("article input").fill(query)
        page.locator("article input").press("Enter")
        answer(page)
        links = page.locator("#search-results a").evaluate_all("all => all.map(it => it.href)")
        first = [place(link) for link in links[:3]]
        found = {path.removesuffix(".html") for path, _ in first}
        found |= {f"{path.removesuffix('.html')}#{label}" for path, label in first}
        if not found & set(wanted):
            wrong.append(f"{query}: {first}")
    assert not wrong, "\n".join(wrong)


def test_the_queries_want_what_there_is(site):
    """Pages and sections that queries should lead to are not misspelt."""
    for language in LANGUAGES:
        pages = site.pages(language)
        for query, *wanted in QUERIES[language]:
            for target in wanted:
                path, _, label = target.partition("#")
                page = pages.get(f"{path}.html")
                assert page, f"{query}: {target}"
                assert not label or page.find(id=label), f"{query}: {target}"


def test_synonyms_are_for_sections_that_there_are(site):
    """No label in the list has changed since."""
    file = Path(search_index.__file__).with_name("search_synonyms.toml")
    for language, synonyms in tomllib.loads(file.read_text("utf-8")).items():
        labels = {
            tag["id"]
            for page in site.pages(language).values()
            for tag in page.select("article > div[id], section[id]")
        }
        assert set(synonyms) <= labels, language


@BOTH
def test_a_result_leads_to_its_section(visit, site_url, language):
    """Enter opens the chosen result, at the heading that it names."""
    page = visit(f"{site_url}/{language}/index.html")
    look_for(page, "BlockingIOError")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/{PAGE}#blocking-error")
    # Scrolling may be smooth.
    expect(page.locator("#blocking-error > h2")).to_be_in_viewport()


@BOTH
def test_a_result_on_the_same_page_closes_the_dialog(visit, site_url, language):
    """The reader is not left behind a dialog."""
    page = visit(f"{site_url}/{language}/{PAGE}")
    look_for(page, "BlockingIOError")
    page.keyboard.press("Enter")
    page.wait_for_url("**#blocking-error")
    expect(page.locator(DIALOG)).not_to_be_visible()


@BOTH
def test_a_result_shows_where_it_was_found(visit, site_url, language):
    """Title and page, and an excerpt in which the words are marked, without what is around code."""
    page = visit(f"{site_url}/{language}/index.html")
    query, part = {"zh": ("守护进程", "守"), "en": ("daemonic", "daemon")}[language]
    look_for(page, query)
    first = page.locator(OPTION).first
    marks = first.locator("mark").all_inner_texts()
    assert marks
    assert all(part in mark.lower() or mark in query for mark in marks), marks
    page.locator(f"{DIALOG} input").fill("recvfrom")
    answer(page)
    texts = page.locator(f"{OPTION} .search-excerpt").all_inner_texts()
    assert any(re.search(r"\brecvfrom\(", text) for text in texts), texts
    noise = re.compile(r"snippets/|复制|Copy|下载|Download|\u200b")
    assert not [text for text in texts if noise.search(text)]


@pytest.mark.parametrize(("language", "other"), [("zh", "en"), ("en", "zh")])
def test_the_other_language_comes_after(visit, site_url, language, other):
    """On demand, below the page's own results, under its name, and with its language marked."""
    page = visit(f"{site_url}/{language}/index.html")
    look_for(page, "recvfrom")
    own = page.locator("#search-results a")
    assert own.count()
    for link in own.all():
        assert f"/{language}/" in link.get_attribute("href")
    page.locator(".search-other").click()
    others = page.locator("#search-results-other a")
    others.first.wait_for()
    tag = {"zh": "zh-CN", "en": "en"}[other]
    for link in others.all():
        assert f"/{other}/" in link.get_attribute("href")
        assert link.get_attribute("hreflang") == link.get_attribute("lang") == tag
    name = {"zh": "Chinese pages", "en": "英文页面"}[other]
    assert page.get_by_role("listbox", name=name).is_visible()
    assert name in page.locator(f"{DIALOG} [role=status]").inner_text()


@pytest.mark.parametrize(("language", "query"), [("zh", "葡萄牙"), ("en", "订正版")])
def test_what_one_language_has_not_is_looked_for_in_the_other(visit, site_url, language, query):
    """Without being asked, and where neither has it the reader is told so."""
    page = visit(f"{site_url}/{language}/index.html")
    look_for(page, query)
    text = page.locator(f"{DIALOG} [role=status]").inner_text()
    if language == "en":
        page.locator("#search-results-other a").first.wait_for()
        assert "Nothing found" in text
        assert "Chinese pages" in text
    else:
        assert "没有找到" in text
        assert "英文页面里也没有" in text


@BOTH
def test_more_results_come_on_demand(visit, site_url, language):
    """By the button, and by going down beyond the last."""
    page = visit(f"{site_url}/{language}/index.html")
    look_for(page, "Process")
    before = page.locator(OPTION).count()
    for _ in range(before):
        page.keyboard.press("ArrowDown")
    page.locator(f"{OPTION} >> nth={before}").wait_for()
    chosen = page.locator(f"{OPTION}[aria-selected=true]")
    expect(chosen).to_have_attribute("id", f"search-result-{before}")
    page.locator(".search-more").click()
    page.locator(f"{OPTION} >> nth={2 * before}").wait_for()


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_the_dialog(visit, site_url, key):
    """Whatever the keyboard; closing it gives the focus back."""
    page = visit(f"{site_url}/en/{PAGE}")
    link = page.locator("article a.reference").first
    link.focus()
    page.keyboard.press(key)
    page.locator(f"{DIALOG} input:focus").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).not_to_be_visible()
    expect(link).to_be_focused()


def test_the_field_of_the_sidebar_opens_the_dialog(visit, site_url):
    """With a click, or with what is typed there; the dialog goes on with it."""
    page = visit(f"{site_url}/en/{PAGE}")
    field = page.locator(".sidebar-search")
    field.click()
    page.locator(f"{DIALOG} input:focus").wait_for()
    page.get_by_role("button", name="Close").click()
    expect(page.locator(DIALOG)).not_to_be_visible()
    field.focus()
    page.keyboard.insert_text("recvfrom")
    page.locator(OPTION).first.wait_for()
    assert page.locator(f"{DIALOG} input").input_value() == "recvfrom"


def test_a_phone_has_search_at_hand(visit, site_url):
    """At the top of the page, and the dialog fills the screen without being wider."""
    page = visit(f"{site_url}/zh/{PAGE}", viewport=PHONE, is_mobile=True, has_touch=True)
    page.get_by_role("link", name="搜索").tap()
    page.locator(f"{DIALOG} input:focus").wait_for()
    page.keyboard.insert_text("OSError: [Errno 98] Address already in use")
    page.locator(OPTION).first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.locator(DIALOG).evaluate("it => it.scrollWidth <= it.clientWidth")


def test_a_slash_is_a_slash_where_one_types(visit, site_url):
    """In a field, a slash is typed."""
    page = visit(f"{site_url}/zh/search.html")
    page.locator("article input").fill("a")
    page.keyboard.press("/")
    assert page.locator("article input").input_value() == "a/"


def test_nothing_is_looked_for_while_a_word_is_composed(visit, site_url):
    """What an input method has not finished is no query, and its Enter chooses no result."""
    page = visit(f"{site_url}/zh/{PAGE}")
    page.keyboard.press("/")
    page.locator(f"{DIALOG} input:focus").wait_for()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send(
        "Input.imeSetComposition", {"text": "shou'hu", "selectionStart": 7, "selectionEnd": 7}
    )
    assert page.locator(f"{DIALOG} input").input_value() == "shou'hu"
    assert page.locator("#search-results").get_attribute("aria-busy") != "true"
    keyboard.send("Input.insertText", {"text": "守护进程"})
    page.locator(OPTION).first.wait_for()
    assert page.locator(f"{DIALOG} input").input_value() == "守护进程"


@BOTH
def test_a_screen_reader_knows_what_is_there(visit, site_url, language):
    """A dialog with a name, a combobox that says what is chosen, a status with the count."""
    page = visit(f"{site_url}/{language}/{PAGE}")
    look_for(page, "recvfrom")
    dialog = page.get_by_role("dialog", name={"zh": "搜索", "en": "Search"}[language])
    field = dialog.get_by_role("combobox", expanded=True)
    assert "search-results" in field.get_attribute("aria-controls")
    options = dialog.get_by_role("listbox").first.get_by_role("option")
    assert options.count() > 2
    for number, key in [(0, None), (1, "ArrowDown"), (0, "ArrowUp")]:
        if key:
            page.keyboard.press(key)
        expect(options.nth(number)).to_have_attribute("aria-selected", "true")
        assert field.get_attribute("aria-activedescendant") == options.nth(number).get_attribute(
            "id"
        )
        assert dialog.get_by_role("option", selected=True).count() == 1
    count = int(re.search(r"\d+", dialog.get_by_role("status").inner_text())[0])
    assert count >= options.count()
    found = Axe().run(page, context=DIALOG).response["violations"]
    assert not found, [(it["id"], [node["html"] for node in it["nodes"]]) for it in found]


@BOTH
def test_search_loads_nothing_before_it_is_opened(visit, site_url, language):
    """Who only reads pays nothing for it."""
    page = visit("about:blank")
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{site_url}/{language}/{PAGE}", wait_until="networkidle")
    wait_until_usable(page)
    part = re.compile(r"/pagefind/|/search\b")
    assert asked
    assert not [path for path in asked if part.search(path)]
    look_for(page, "recvfrom")
    assert [path for path in asked if part.search(path)]


@pytest.mark.parametrize(
    ("language", "query"), [(name, query) for name in LANGUAGES for query in TYPICAL[name]]
)
def test_the_first_answer_is_cheap(visit, site_url, language, query):
    """All that is loaded for it, with texts compressed as servers send them, is within 100 KB."""
    page = visit(f"{site_url}/{language}/{PAGE}")
    answers = []
    page.on("response", lambda it: answers.append(it))  # noqa: PLW0108 - Playwright marks it
    look_for(page, query)
    assert page.locator(OPTION).count()
    cost = {
        urlsplit(it.url).path.rsplit("/", 1)[1]: (
            len(brotli.compress(it.body()))
            if it.url.split("?")[0].endswith((".js", ".css", ".json"))
            else len(it.body())
        )
        for it in answers
    }
    assert len(cost) > 5
    assert sum(cost.values()) <= MOST_BYTES, cost


@BOTH
def test_search_works_under_a_path_and_a_strict_policy(site, visit, language):
    """As on project pages, with the headers of the example for nginx."""
    header = policy(digests((site.html / language / PAGE).read_text("utf-8")))

    class Strict(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path):
            return super().translate_path(path.removeprefix("/run-first"))

        def end_headers(self):
            self.send_header("Content-Security-Policy", header)
            super().end_headers()

        def log_message(self, *args):
            """Say nothing: the browser's view is what is tested."""

    handler = functools.partial(Strict, directory=site.html)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            page = visit("about:blank")
            blocked = []
            page.on("console", lambda it: "search" in it.text and blocked.append(it.text))
            page.goto(f"http://127.0.0.1:{server.server_port}/run-first/{language}/{PAGE}")
            wait_until_usable(page)
            look_for(page, "BlockingIOError")
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/run-first/{language}/{PAGE}#blocking-error")
            assert not blocked
        finally:
            server.shutdown()
            thread.join()


@BOTH
def test_the_page_of_results_has_an_address_for_each_query(visit, site_url, language):
    """To share, to come back to; and going back shows what was found before."""
    page = visit(f"{site_url}/{language}/search.html?q=recvfrom")
    field = page.locator("article input")
    results = page.locator("#search-results a")
    results.first.wait_for()
    assert field.input_value() == "recvfrom"
    before = results.first.get_attribute("href")
    expect(page.locator("#search-contents")).not_to_be_visible()
    field.fill("BlockingIOError")
    field.press("Enter")
    page.wait_for_url("**/search.html?q=BlockingIOError")
    answer(page)
    assert results.first.get_attribute("href") != before
    page.go_back()
    page.wait_for_url("**/search.html?q=recvfrom")
    answer(page)
    assert results.first.get_attribute("href") == before
    field.fill("")
    expect(page.locator("#search-contents")).to_be_visible()


@BOTH
def test_without_scripts_search_offers_the_contents(visit, site, site_url, language):
    """The field leads to the page, and the page to every other page."""
    page = visit(f"{site_url}/{language}/{PAGE}", java_script_enabled=False)
    page.locator(".sidebar-search").fill("recvfrom")
    page.locator(".sidebar-search").press("Enter")
    page.wait_for_url(f"**/{language}/search.html?q=recvfrom")
    links = page.locator("#search-contents a")
    linked = {place(address)[0] for address in links.evaluate_all("all => all.map(it => it.href)")}
    there = set(site.pages(language)) - {"search.html", "index.html", "404.html"}
    assert linked >= there, there - linked
    assert links.first.is_visible()
    text = page.locator("article").inner_text()
    assert {"zh": "没有运行脚本", "en": "runs none"}[language] in text


@BOTH
def test_from_a_disk_search_says_why_it_does_not_work(visit, site, language):
    """Browsers do not load the index from a disk: the reader is told, and gets the contents."""
    page = visit((site.html / language / PAGE).as_uri())
    page.keyboard.press("/")
    page.wait_for_url("**/search.html*")
    failed = page.locator(".search-failed")
    failed.wait_for()
    assert {"zh": "磁盘", "en": "disk"}[language] in failed.inner_text()
    assert page.locator("#search-contents a").first.is_visible()


@pytest.mark.parametrize("lost", ["worker.js", "pagefind-entry.json?*", "index/*.pf_index"])
def test_a_lost_index_is_told_and_asked_for_again(visit, site_url, lost):
    """Whatever part is missing: never "nothing found"; and it works once the network is back."""
    page = visit(f"{site_url}/en/{PAGE}")
    lost = f"**/pagefind/{lost}"
    page.route(lost, lambda route: route.abort())
    look_for(page, "recvfrom")
    failed = page.locator(f"{DIALOG} .search-failed")
    failed.wait_for()
    assert failed.get_by_role("link").get_attribute("href").endswith("search.html#search-contents")
    assert not page.locator(f"{DIALOG} [role=status]").inner_text()
    page.unroute(lost)
    page.keyboard.insert_text("()")
    page.locator(OPTION).first.wait_for()
    expect(failed).not_to_be_visible()


def test_a_result_opens_the_panel_that_hides_it(visit, tiny_url):
    """Also what stands in a tab that is not open can be found and read."""
    page = visit(f"{tiny_url}/zh/index.html")
    look_for(page, "没有打开的面板")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh/chapter/page.html#page-programs")
    page.evaluate("location.hash = '#page-hidden'")
    expect(page.locator("#page-hidden")).to_be_visible()


def test_sphinx_brings_no_search_of_its_own(site):
    """Neither its index nor its scripts are written."""
    found = [
        path
        for path in site.html.rglob("*")
        if re.search(r"searchindex|searchtools|language_data|stemmer", path.name)
    ]
    assert not found


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("守护进程", "守护 护进 进程 程"),
        ("进程的 daemon 标记", "进程 程 的 daemon 标记 记"),
        ("用join等", "用 join 等"),
        ("no Chinese", "no Chinese"),
    ],
)
def test_chinese_is_made_of_pairs(text, pairs):
    """So that any run of characters in a text is found, wherever words end."""
    assert search_index.pairs(text).split() == pairs.split()


def test_both_sides_leave_out_the_same_pairs():
    """The worker asks for what the index has."""
    worker = Path(search_index.__file__).with_name("search_worker.js").read_text("utf-8")
    assert f'const COMMON = "{search_index.COMMON}";' in worker
