"""The page for addresses where there is none, in a real browser, served as hosts serve it."""

import functools
import http.server
import threading

import pytest

from assembly import not_found
from assembly.draft import Draft

PREFIXES = ["", "/run-first", "/people/zh-tw/book"]
HEADINGS = {"zh": "没有这一页", "en": "No such page"}
OTHER = {"zh": "en", "en": "zh"}
TITLES = {"zh": "1 一页", "en": "1 A page"}
BOTH = pytest.mark.parametrize("language", ["zh", "en"])


class _Host(http.server.SimpleHTTPRequestHandler):
    """Serves a site below a prefix, and 404.html under any address where there is nothing."""

    def __init__(self, *arguments, prefix, **named):
        self.prefix = prefix
        super().__init__(*arguments, **named)

    def translate_path(self, path):
        """Nothing is outside of the prefix."""
        if not path.startswith(f"{self.prefix}/"):
            path = f"{self.prefix}/there/is/nothing"
        return super().translate_path(path.removeprefix(self.prefix))

    def send_error(self, code, *_):
        """Answer as static hosts do."""
        with open(f"{self.directory}/404.html", "rb") as file:  # noqa: PTH123 - it has a string
            content = file.read()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(params=PREFIXES)
def host(request, tiny):
    """Serve the tiny site below a prefix; give the address of its root."""
    handler = functools.partial(_Host, directory=str(tiny.html), prefix=request.param)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{request.param}"
        server.shutdown()
        thread.join()


def headings(page):
    """Return the visible headings."""
    return [it.inner_text() for it in page.locator("h1").all() if it.is_visible()]


@BOTH
def test_the_address_decides_the_language(visit, host, language):
    """However deep, and wherever the site is served, the way on works."""
    page = visit(f"{host}/{language}/chapter/of/nothing.html")
    assert headings(page) == [HEADINGS[language]]
    assert page.title() == HEADINGS[language]
    assert page.evaluate("document.documentElement.lang").startswith(language)
    assert not page.locator("[data-found] >> visible=true").count()
    for text, target in (
        ({"zh": "首页", "en": "Home"}[language], "index.html"),
        ({"zh": "搜索", "en": "Search"}[language], "search.html"),
        (TITLES[language], "chapter/page.html"),
    ):
        link = page.locator("section >> visible=true").get_by_role("link", name=text, exact=True)
        assert link.evaluate("it => it.href") == f"{host}/{language}/{target}"
    page.get_by_role("link", name=TITLES[language], exact=True).click()
    page.wait_for_url(f"{host}/{language}/chapter/page.html")
    assert page.locator("h1").count() == 1


@BOTH
@pytest.mark.parametrize("asked", ["chapter/page", "chapter/page/", "moved/page.html"])
def test_what_was_asked_for_is_offered_in_both_languages(visit, host, language, asked):
    """An address without its end, or of a page that has moved."""
    page = visit(f"{host}/{language}/{asked}")
    found = page.locator("[data-found] >> visible=true").get_by_role("link")
    assert found.all_inner_texts() == [TITLES[language], TITLES[OTHER[language]]]
    assert found.evaluate_all("all => all.map(it => it.href)") == [
        f"{host}/{folder}/chapter/page.html" for folder in (language, OTHER[language])
    ]


@pytest.mark.parametrize("host", [""], indirect=True)
def test_without_a_language_both_are_offered(visit, host):
    """Who has left it out finds the page in both, where the site is served as it was built for."""
    page = visit(f"{host}/chapter/page.html")
    assert headings(page) == list(HEADINGS.values())
    offers = page.locator("[data-found] >> visible=true")
    assert offers.get_by_role("link").all_inner_texts() == [
        TITLES["zh"],
        TITLES["en"],
        TITLES["en"],
        TITLES["zh"],
    ]


def test_without_scripts_both_languages_show_and_lead_on(visit, tiny_url, tiny):
    """Nobody is left with an empty page."""
    page = visit(f"{tiny_url}/404.html", java_script_enabled=False)
    assert headings(page) == list(HEADINGS.values())
    assert not page.locator("[data-found] >> visible=true").count()
    page.get_by_role("link", name=TITLES["en"], exact=True).click()
    page.wait_for_url(f"{tiny_url}/en/chapter/page.html")
    listed = (tiny.html / "404.html").read_text("utf-8")
    for language in HEADINGS:
        assert len(tiny.pages(language)) > 3
        for path in tiny.pages(language):
            assert f'href="{language}/{path}"' in listed, path


@pytest.mark.parametrize(
    ("address", "base"),
    [("https://example.org", "/"), ("https://example.org/run-first", "/run-first/")],
)
def test_links_start_where_the_site_was_built_for(tiny, tmp_path, address, base):
    """Without scripts too, below the path of its address."""
    source = tiny.root / "docs/_root/404.html"
    (tmp_path / "404.html").write_text(source.read_text("utf-8"), "utf-8")
    not_found.add(Draft(tmp_path, tiny.root / "docs", tiny.work, address))
    assert f'<base href="{base}">' in (tmp_path / "404.html").read_text("utf-8")
