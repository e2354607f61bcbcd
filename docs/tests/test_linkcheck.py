"""The check of all links: what is wrong is found, and what is not is left alone."""

import http.server
import shutil
import socket
import threading
from collections import Counter
from urllib.parse import urlsplit

import pytest

from conf import site_url
from linkcheck import Answer, ask_outside, check, check_site, reachable

FILES = {
    "index.html": """<a href="zh/index.html" hreflang="zh-CN">中文</a>
<a href="en/index.html" hreflang="en">English</a>""",
    "zh/page one.html": """<head>
<link rel="canonical" href="SITE/zh/page%20one.html">
<link rel="alternate" hreflang="x-default" href="SITE/">
<link rel="stylesheet" href="_static/site.css?v=1">
<script src="_static/site.js"></script>
<style>
body { background: url("_static/paper.svg") }
</style>
</head>
<a href="../en/page%20one.html" hreflang="en">English</a>
<img src="_static/mark.svg" srcset="_static/mark.svg 1x, _static/paper.svg 2x">
<article>
<h1 id="标题">标题</h1>
<a href="index.html#first">to a place</a> <a href="#%E6%A0%87%E9%A2%98">here</a>
<a href="#top">up</a> <a href="mailto:someone@elsewhere.example">write</a>
<a href="https://elsewhere.example/page">out</a> <a href="https://elsewhere.example/page">out</a>
</article>
<a href="https://theme.example/">made with</a>""",
    "zh/index.html": """<a href="../en/index.html" hreflang="en">English</a>
<a name="first" href="page%20one.html">One</a>""",
    "en/page one.html": '<a href="../zh/page%20one.html" hreflang="zh-CN">中文</a>',
    "en/index.html": '<a href="../zh/index.html" hreflang="zh-CN">中文</a>',
    "zh/_static/site.css": "@import 'more.css';\nbody { background: url(paper.svg) }",
    "zh/_static/more.css": "",
    "zh/_static/site.js": "",
    "zh/_static/mark.svg": '<svg><g id="part"/><use xlink:href="#part"/></svg>',
    "zh/_static/paper.svg": "<svg></svg>",
}


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    """Ask the servers of the tests themselves, also where there is a proxy for all others."""
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def small(tmp_path):
    """Give a test a small built site to break."""
    for name, text in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("SITE", site_url), "utf-8")
    return tmp_path / "site"


def test_a_good_site_has_no_faults(small):
    """Whatever may stand in a link: spaces, Chinese, queries, and the site's own address."""
    links = check_site(small)
    assert not links.faults
    assert links.checked == 21
    assert links.outside == {"https://elsewhere.example/page": 2}


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("zh/index.html", "page%20one", "two", ":2: two.html: there is no file zh/two.html"),
        ("zh/index.html", "page%20one", "Page%20one", ": there is no file zh/Page one.html"),
        ("zh/index.html", "page%20one.html", "/etc/hosts", ": there is no file /etc/hosts"),
        ("zh/index.html", "page%20one.html", "../../x", ": there is no file ../x"),
        ("zh/index.html", "page%20one.html", "../en/", ": there is no file en"),
        ("zh/index.html", "page%20one.html", "http://[", ": http://[: not an address"),
        ("zh/index.html", "first", "second", ": zh/index.html has no place first"),
        ("zh/page one.html", "#%E6%A0%87", "#", ": zh/page one.html has no place 题"),
        ("zh/page one.html", "site.css", "x.css", ":4: _static/x.css?v=1: there is no file"),
        ("zh/page one.html", "site.js", "x.js", ":5: _static/x.js: there is no file"),
        ("zh/page one.html", '"_static/paper', '"x', ":7: x.svg: there is no file zh/x.svg"),
        ("zh/page one.html", 'src="_static/mark', 'src="x', ":11: x.svg: there is no file"),
        ("zh/page one.html", "paper.svg 2x", "x.svg 2x", ":11: _static/x.svg: there is no file"),
        ("zh/page one.html", "/zh/page%20one", "/zh/x", f":2: {site_url}/zh/x.html: there is"),
        (
            "zh/page one.html",
            f'{site_url}/"',
            f'{site_url}/en/x/"',
            ": there is no file en/x/index.html",
        ),
        ("zh/page one.html", "../en/page%20one", "../en/x", ":10: ../en/x.html: there is no file"),
        ("zh/page one.html", "../en/page%20one", "../en/index", ":1: no link to en/page one.html"),
        ("zh/_static/site.css", "paper", "x", ":2: x.svg: there is no file zh/_static/x.svg"),
        ("zh/_static/site.css", "more", "x", ":1: x.css: there is no file zh/_static/x.css"),
        ("zh/_static/mark.svg", 'id="part"', "", ": zh/_static/mark.svg has no place part"),
        ("index.html", "zh/index", "zh/x", ":1: zh/x.html: there is no file zh/x.html"),
        ("index.html", "en/index.html", "zh/index.html", ":1: no link to en/index.html"),
    ],
)
def test_a_fault_within_the_site_is_found(small, file, old, new, message):
    """The message names the page, the link and what is wrong."""
    text = (small / file).read_text("utf-8")
    assert old in text
    (small / file).write_text(text.replace(old, new, 1), "utf-8")
    faults = check_site(small).faults
    assert [fault for fault in faults if message in fault], faults


def test_a_missing_root_page_is_found(small):
    """Readers who come to the address of the site get an answer."""
    (small / "index.html").unlink()
    assert "index.html: is missing" in check_site(small).faults


class Outside(http.server.ThreadingHTTPServer):
    """The rest of the world: each path has its own way to answer."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked = Counter()
        """how often each path was asked for"""
        self.closing = threading.Event()


class Answers(http.server.BaseHTTPRequestHandler):
    """An answer for each path."""

    def do_GET(self):
        """Answer as the path says."""
        path = urlsplit(self.path).path
        self.server.asked[path] += 1
        first = self.server.asked[path] == 1
        match path:
            case "/moved":
                self.answer(301, Location="/target")
            case "/for-now":
                self.answer(302, Location="/target")
            case "/gone" | "/gone-in-english":
                self.answer(404)
            case "/busy" if first:
                self.answer(429, **{"Retry-After": "1"})
            case "/stumbles" if first:
                self.answer(500)
            case "/overloaded":
                self.answer(503)
            case "/silent":
                self.server.closing.wait()
            case "/late" if first:
                self.server.closing.wait()
            case _:
                self.answer(200)

    do_HEAD = do_GET  # noqa: N815 - the name http.server calls

    def answer(self, status, **headers):
        """Send a page with one place in it."""
        page = b'<h1 id="here">Here</h1>'
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(page))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(page)

    def log_message(self, *args):
        """Say nothing: the verdicts are what is tested."""


@pytest.fixture
def outside():
    """Serve the rest of the world."""
    with Outside() as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.05])
        thread.start()
        yield server
        server.closing.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def closed_port():
    """Return the address of a host where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/"


@pytest.fixture
def write_pages(tiny_docs):
    """Write the pages: one of Chinese links, and a catalog that has other links in English."""

    def write(chinese, english):
        shutil.rmtree(tiny_docs / "chapter")
        (tiny_docs / "index.md").write_text(f"(home)=\n# 链接\n\n一\n{chinese}\n", "utf-8")
        catalog = tiny_docs / "locales/en/LC_MESSAGES/index.po"
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\n'
        catalog.write_text(f'{head}msgid "一 {chinese}"\nmsgstr "One {english}"\n', "utf-8")
        return tiny_docs

    return write


def test_each_link_gets_its_verdict(outside, write_pages, tmp_path):
    """Trouble that passes is waited for; what stays is named with its place and reason."""
    expected = {
        "/well": ("works", ""),
        "/page#here": ("works", ""),
        "/page#nowhere": ("broken", "Anchor 'nowhere' not found"),
        "/moved": ("moved", f"has moved for good to {outside.url}/target"),
        "/moved#here": ("moved", f"has moved for good to {outside.url}/target#here"),
        "/for-now": ("works", ""),
        "/gone": ("broken", "404 Client Error"),
        "/busy": ("works", ""),
        "/stumbles#here": ("works", ""),
        "/overloaded": ("unanswered", "service unavailable"),
        "/late": ("works", ""),
        "/silent": ("broken", "Read timed out"),
        "/chinese": ("works", ""),
        "/english": ("works", ""),
        "/gone-in-english": ("broken", "404 Client Error"),
    }
    own = {"zh": ["/chinese"], "en": ["/english", "/gone-in-english"]}
    shared = [path for path in expected if path not in own["zh"] + own["en"]]
    docs = write_pages(
        *(" ".join(f"<{outside.url}{path}>" for path in shared + own[name]) for name in own)
    )
    # Seconds: far more than an answer takes, also on a busy machine; asked twice, to be sure.
    settings = {"linkcheck_timeout": 3, "linkcheck_retries": 2}
    answers = ask_outside(docs, work=tmp_path, settings=settings)
    found = {answer.address.removeprefix(outside.url): answer for answer in answers}
    assert len(answers) == len(found), "a link was asked for in both languages"
    assert {path: answer.status for path, answer in found.items()} == {
        path: status for path, (status, _) in expected.items()
    }
    for path, (status, reason) in expected.items():
        # In the page where it stands there, otherwise in the translation.
        file = "locales/en/LC_MESSAGES/index.po" if path in own["en"] else "index.md"
        if status != "works":
            assert found[path].text.startswith(f"docs/{file}:5: {outside.url}{path}: ")
            assert reason in found[path].text
    assert outside.asked["/well"] == 1
    assert outside.asked["/busy"] == 2
    assert outside.asked["/late"] == 2


def test_the_time_limit_ends_the_check(outside, write_pages, tmp_path, capsys):
    """Who does not answer holds up nobody, and is named; the answers of others are kept."""
    docs = write_pages(
        f"<{outside.url}/well> <{outside.url}/silent>", f"<{outside.url}/silent?english>"
    )
    # Without the limit, silence would be found out after 20 seconds.
    settings = {"linkcheck_timeout": 20, "linkcheck_retries": 1}
    answers = ask_outside(docs, work=tmp_path, limit=3, settings=settings)
    assert {answer.address.removeprefix(outside.url): answer.status for answer in answers} == {
        "/well": "works",
        "/silent": "unanswered",
        "/silent?english": "unanswered",
    }
    assert answers[1].text.endswith("/silent: not answered when the time was over")
    assert "[zh] stopped: the time is over" in capsys.readouterr().out


def link_to(small, address):
    """Have a small site link to another address in place of the one outside."""
    for path in small.rglob("*.html"):
        text = path.read_text("utf-8").replace("https://elsewhere.example/page", address)
        path.write_text(text, "utf-8")


def test_without_a_network_nothing_is_called_broken(small, closed_port, tmp_path, capsys):
    """One line says why nothing was checked, and the check does not pass."""
    link_to(small, closed_port)
    # There are no pages: to ask for their links would fail.
    assert not check(small, docs=tmp_path / "none", work=tmp_path)
    within, network = capsys.readouterr().out.splitlines()
    assert within == "21 links within the site, none of them broken."
    assert network.startswith("No network, so no external link was checked: no answer from ")
    assert urlsplit(closed_port).netloc in network


@pytest.mark.parametrize(
    ("status", "well"),
    [("works", True), ("moved", True), ("broken", False), ("unanswered", False)],
)
def test_the_check_passes_when_all_links_work(small, monkeypatch, capsys, status, well):
    """Who has moved is told of; what is broken or unknown is no pass."""
    answer = Answer("https://elsewhere.example/page", status, "docs/index.md:5: what became of it")
    monkeypatch.setattr("linkcheck.reachable", lambda _addresses: True)
    monkeypatch.setattr("linkcheck.ask_outside", lambda *_args, **_named: [answer])
    assert check(small, docs=small, work=small) is well
    out = capsys.readouterr().out
    assert ("docs/index.md:5: what became of it" in out) == (status != "works")


def test_offline_asks_nobody(small, outside, tmp_path, capsys):
    """The links within the site can be checked on a train."""
    link_to(small, outside.url)
    assert check(small, docs=tmp_path / "none", work=tmp_path, offline=True)
    assert "links within the site" in capsys.readouterr().out.splitlines()[-1]
    assert not outside.asked


def test_one_dead_host_is_not_the_whole_network(outside, closed_port):
    """Any answer, even an error, shows that there is a network."""
    assert reachable([closed_port, f"{outside.url}/gone"])
    assert not reachable([closed_port, "http://elsewhere.invalid/"])
