"""The Content-Security-Policy: strict, on every page, enforced by browsers, and sent by servers."""

import contextlib
import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from assembly.draft import Draft
from assembly.policy import HEADER_ONLY, add, digests, policy
from auditing.server import serve
from browser import wait_until_usable

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
# Tells what the browser forbade, from the first byte of a page on.
WATCH = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`forbidden: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def said(page):
    """Return the policies that a page names."""
    return [tag["content"] for tag in page.select("meta[http-equiv=Content-Security-Policy]")]


@LANGUAGES
def test_every_page_names_its_policy_first(site, language):
    """It holds for all that follows it, and allows just what stands within that very page."""
    for path, page in site.pages(language).items():
        text = (site.html / language / path).read_text("utf-8")
        assert said(page) == [policy(digests(text))], path
        before = text[: text.index("Content-Security-Policy")]
        assert not re.search(r"<(?:link|script|style|base)\b", before), path


@LANGUAGES
def test_the_policy_is_strict(site, language):
    """Nothing from elsewhere, nothing from text, no frame, no plug-in."""
    for path, page in site.pages(language).items():
        [text] = said(page)
        sources = dict(part.split(" ", 1) for part in text.split("; "))
        assert sources["default-src"] == "'none'", path
        assert sources["base-uri"] in ("'none'", "'self'"), path
        for directive, allowed in sources.items():
            assert not re.search(r"unsafe-(?!eval')|https?:|\*|'unsafe-eval'", allowed), directive
        for directive in ("script-src", "style-src"):
            digest_or_self = r"'self'|'wasm-unsafe-eval'|'sha256-[\w+/]{43}='"
            assert all(re.fullmatch(digest_or_self, it) for it in sources[directive].split()), path


@LANGUAGES
def test_pages_have_no_handlers_or_styles_in_attributes(site, language):
    """A strict policy would switch them off."""
    wrong = [
        f"{path}: <{tag.name} {name}>"
        for path, page in site.pages(language).items()
        for tag in page.select("*")
        for name in tag.attrs
        if name == "style" or name.startswith("on")
    ]
    assert not wrong, "\n".join(wrong)


@LANGUAGES
def test_nothing_is_forbidden_that_a_page_does(browser, site_url, kinds, language):
    """Every kind of page works to the last button under its policy, and asks nobody else."""
    wrong, asked = [], []
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.on("console", lambda it: it.type == "error" and wrong.append(f"{page.url}: {it.text}"))
    page.on("pageerror", lambda it: wrong.append(f"{page.url}: {it}"))
    page.on("request", lambda it: asked.append(it.url))
    for path in (*(f"{language}/{kind}" for kind in kinds), "404.html"):
        page.goto(f"{site_url}/{path}", wait_until="load")
        wait_until_usable(page)
        for button in page.locator(".theme-toggle:visible").all():
            button.click()
        for tab in page.get_by_role("tab").all()[:2]:
            tab.click()
        for field in page.locator("article select").all():
            field.select_option(index=1)
    context.close()
    assert not wrong, "\n".join(wrong)
    assert asked
    assert not [url for url in asked if not url.startswith((site_url, "data:"))]


@pytest.mark.parametrize(
    ("what", "directive"),
    [
        ("<script>document.title = 'run'</script>", "script-src-elem"),
        ("<img src='x' onerror='document.title = `run`'>", "script-src-attr"),
        ("<p style='color: red'>", "style-src-attr"),
        ("<style>p { color: red }</style>", "style-src-elem"),
        ("<iframe src='index.html'></iframe>", "frame-src"),
        ("<object data='index.html'></object>", "object-src"),
        ("<img src='https://example.com/x.png'>", "img-src"),
        ("<script src='https://example.com/x.js'></script>", "script-src-elem"),
    ],
)
def test_what_was_not_meant_is_forbidden(browser, tiny, tiny_url, what, directive):
    """What somebody has put into a page on its way does not run."""
    text = (tiny.html / "en/index.html").read_text("utf-8").replace("</body>", f"{what}</body>")
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.route("**/en/index.html", lambda route: route.fulfill(body=text, content_type="text/html"))
    with page.expect_console_message(lambda it: it.text.startswith(f"forbidden: {directive} ")):
        page.goto(f"{tiny_url}/en/index.html")
    assert page.title() != "run"
    context.close()


def test_the_policy_holds_from_a_disk_too(browser, tiny):
    """Opened as a file, a page has its styles, its scripts, and no error."""
    wrong = []
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.on("console", lambda it: it.type == "error" and wrong.append(it.text))
    page.goto((tiny.html / "en/index.html").as_uri())
    before = page.evaluate("document.body.dataset.theme")
    page.locator(".theme-toggle:visible").first.click()
    assert page.evaluate("document.body.dataset.theme") != before
    assert page.locator(".sidebar-drawer").evaluate("it => getComputedStyle(it).display") == "flex"
    context.close()
    assert not wrong


def test_what_stands_within_a_page_is_allowed_by_its_digest():
    """Scripts and style sheets; data and what is loaded need none."""
    page = (
        "<script>1</script><script src='x'></script><style>p{}</style>"
        '<script type="application/ld+json">{}</script>'
    )
    # printf 1 | openssl dgst -sha256 -binary | base64
    assert ("script-src", "a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=") in digests(page)
    assert sorted(directive for directive, _ in digests(page)) == ["script-src", "style-src"]


def test_a_page_without_an_encoding_is_named(tmp_path):
    """The policy would have no place: the build says which page it is."""
    (tmp_path / "html").mkdir()
    (tmp_path / "html/bad.html").write_text("<!doctype html><title>x</title>", "utf-8")
    with pytest.raises(ValueError, match=r"^bad\.html: it has no <meta charset"):
        add(Draft(tmp_path / "html", tmp_path, tmp_path, "https://example.org"))


class Unix(http.client.HTTPConnection):
    """A connection to a server that listens at a path."""

    def __init__(self, path):
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self):
        """Connect to the path."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


def fetch(connection, path, encodings="identity"):
    """Return status, headers and content of what a server answers."""
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Accept-Encoding": encodings})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


@pytest.fixture(scope="module")
def ask(tiny):
    """Serve the tiny site by the example configuration; give the way to ask for an address."""
    if NGINX is None:
        pytest.skip(reason="no nginx on this machine: the example of its configuration was not run")
    with tempfile.TemporaryDirectory(prefix="nginx-") as name:  # short: a socket is in it
        folder = Path(name)
        server = (tiny.work / "nginx.conf").read_text("utf-8")
        for old, new in [
            ("listen 80;", f"listen unix:{folder}/socket;"),
            ("root /srv/run-first;", f"root {tiny.html};"),
            ("include mime.types;", "include /etc/nginx/mime.types;"),
        ]:
            assert server.count(old) == 1, old
            server = server.replace(old, new)
        if not BROTLI.is_file():
            server = server.replace("brotli_static on;", "")
        (folder / "site.conf").write_text(server, "utf-8")
        (folder / "nginx.conf").write_text(
            (f"load_module {BROTLI};\n" if BROTLI.is_file() else "")
            # As root it would serve as somebody who may not look into the folder of the tests.
            + ("user root;\n" if os.geteuid() == 0 else "")
            + f"daemon off; pid {folder}/pid; error_log stderr; events {{}}\n"
            + f"http {{ access_log off; client_body_temp_path {folder}/body;\n"
            + "".join(
                f"{it}_temp_path {folder}/{it};\n" for it in ("fastcgi", "proxy", "scgi", "uwsgi")
            )
            + "include site.conf; }\n",
            "utf-8",
        )
        command = [NGINX, "-p", name, "-c", f"{name}/nginx.conf", "-e", "stderr"]
        subprocess.run([*command, "-t"], check=True)  # noqa: S603 - our own words
        with subprocess.Popen(command) as process:  # noqa: S603 - likewise
            try:
                deadline = time.monotonic() + 60
                while not (folder / "socket").exists():
                    assert process.poll() is None, "nginx ended at once"
                    assert time.monotonic() < deadline, "nginx did not listen within 60 s"
                    time.sleep(0.01)

                yield lambda *what: fetch(Unix(folder / "socket"), *what)
            finally:
                process.terminate()


def test_the_server_sends_the_policy_and_no_more_than_it_should(ask, tiny):
    """The example for nginx starts, and sends what makes a page safe, with errors too."""
    text = {
        digest for file in tiny.html.rglob("*.html") for digest in digests(file.read_text("utf-8"))
    }
    for path, status in [
        ("/en/index.html", 200),
        ("/", 200),
        ("/en/", 200),
        ("/en/none.html", 404),
    ]:
        found, headers, _ = ask(path)
        assert found == status, path
        assert headers["Content-Security-Policy"] == f"{policy(text)}; {HEADER_ONLY}", path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin", path


def test_the_server_lets_keep_only_what_does_not_change(ask, tiny):
    """Style sheets and scripts for ever, pages and all else never unasked, errors not at all."""
    for file in (tiny.html / "en/_static").rglob("*.*s"):
        _, headers, _ = ask(f"/{file.relative_to(tiny.html).as_posix()}")
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable", file
    for path in ("/en/index.html", "/en/", "/en/_static/mark.svg"):
        assert ask(path)[1]["Cache-Control"] == "no-cache", path
    status, headers, _ = ask("/en/_static/gone.0123456789ab.css")
    assert (status, headers["Cache-Control"]) == (404, None)


@pytest.mark.parametrize(
    ("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_the_server_sends_what_was_compressed_before(ask, tiny, encoding, unpack):
    """Compressed as the browser likes it best, and to a browser that takes none, as it is."""
    if encoding == "br" and not BROTLI.is_file():
        pytest.skip(reason="nginx has no module for brotli on this machine")
    page = (tiny.html / "en/index.html").read_bytes()
    _, headers, body = ask("/en/index.html", f"deflate, {encoding}")
    assert headers["Content-Encoding"] == encoding
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Vary"] == "Accept-Encoding"
    assert unpack(body) == page
    _, headers, body = ask("/en/index.html")
    assert headers["Content-Encoding"] is None
    assert body == page


def test_the_audit_serves_as_the_example_does(ask, tiny):
    """What is measured is what a reader of a good host gets."""
    sheet = next((tiny.html / "en/_static").glob("search.*.css")).name
    paths = ("/en/index.html", f"/en/_static/{sheet}", "/en/_static/mark.svg", "/en/none")
    with serve(tiny.html) as address:
        for path in paths:
            status, headers, body = fetch(
                http.client.HTTPConnection(urlsplit(address).netloc, timeout=30), path, "gzip"
            )
            expected = ask(path, "gzip")
            assert status == expected[0], path
            assert headers["Cache-Control"] == expected[1]["Cache-Control"], path
            assert headers["Content-Encoding"] == expected[1]["Content-Encoding"], path
            assert body == expected[2], path
