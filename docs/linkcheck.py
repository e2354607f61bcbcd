"""Check every link of the site: ``python docs/linkcheck.py``.

Links within the site are looked up in the built pages of both languages, without a network.
Links to the outside are asked for by Sphinx's ``linkcheck``, as the settings in ``conf.py`` say.
"""

import argparse
import json
import posixpath
import queue
import re
import shutil
import ssl
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urldefrag, urlsplit
from urllib.request import Request, urlopen

from build import BUILD, DOCS, LANGUAGES, BuildError, build_site, start_sphinx, turn
from conf import site_url
from resumable_linkcheck import ASKED, ASKING

LIMIT: Final = 600.0
"""Seconds for all external links together: hosts that hang may not hold up the check for ever."""
NETWORK_DEADLINE: Final = 10.0
"""Seconds in which one host must answer if there is a network."""
_HOSTS_TO_TRY: Final = 8
"""Some may be down; that all of the most linked ones are down means something else."""
_LINKS: Final = ("action", "data", "href", "poster", "src", "xlink:href")
_URL_IN_CSS: Final = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')]+)""")
_URL_IN_SRCSET: Final = re.compile(r"([^\s,]\S*[^\s,])(?:\s[^,]*)?")
_PROGRESS: Final = (ASKING, "(", "-rate limited-")
"""How the lines of Sphinx begin that say how far it is."""
_PERMANENT: Final = (301, 308)

Status: TypeAlias = Literal["works", "moved", "broken", "unanswered"]


class SiteLinks(NamedTuple):
    """What became of the links of a built site."""

    checked: int
    """how many links within the site were looked up"""
    faults: list[str]
    """what is wrong, each ``page:line: link: reason``"""
    outside: Counter[str]
    """how often the texts of the pages link to each external address"""


class Answer(NamedTuple):
    """What became of an external link."""

    address: str
    status: Status
    text: str
    """``file:line, …: address: reason``, to be printed"""


class _Page(HTMLParser):
    """A page, a picture or a style sheet: its links, and the places in it that links can name."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[tuple[int, str]] = []
        self.translations: list[str] = []
        self.outside: list[str] = []
        self.places: set[str] = set()
        self._open: deque[str] = deque()
        text = path.read_text("utf-8")
        if path.suffix == ".css":
            self._add_css(text, 1)
        else:
            self.feed(text)
            self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what the attributes hold."""
        if tag in ("article", "style"):
            self._open.append(tag)
        for name, value in attrs:
            if value is not None:
                self._add_attribute(tag, name, value)
        given = dict(attrs)
        if tag == "a" and (href := given.get("href")):
            if "hreflang" in given:
                self.translations.append(href)
            if "article" in self._open and urlsplit(href).scheme in ("http", "https"):
                self.outside.append(href)

    def handle_endtag(self, tag: str) -> None:
        """Leave the text of the page, or a style sheet in it."""
        if self._open and tag == self._open[-1]:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Collect what style sheets in the page load."""
        if self._open and self._open[-1] == "style":
            self._add_css(data, self.getpos()[0])

    def _add_attribute(self, tag: str, name: str, value: str) -> None:
        line = self.getpos()[0]
        if name == "id" or (name == "name" and tag == "a"):
            self.places.add(value)
        elif name in _LINKS and tag != "base":  # only that of 404.html, which lies where it points
            self.links.append((line, value))
        elif name == "srcset":
            self.links += [(line, url) for url in _URL_IN_SRCSET.findall(value)]
        elif name == "style":
            self._add_css(value, line)

    def _add_css(self, text: str, line: int) -> None:
        for found in _URL_IN_CSS.finditer(text):
            self.links.append((line + text.count("\n", 0, found.start()), found[1].strip()))


def check_site(site: Path, address: str = site_url) -> SiteLinks:
    """Look up all links within a built site: pages, places in them, and what they load.

    :param site: the folder with the root page and a folder for each language
    :param address: where the site will be; links that begin with it are links within the site
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {
        name: _Page(site / name)
        for name in sorted(files)
        if name.endswith((".css", ".html", ".svg"))
    }
    faults, checked = [], 0
    outside = Counter[str]()
    for name, page in pages.items():
        outside.update(page.outside)
        for line, link in page.links:
            try:
                found = _target(name, link, address)
            except ValueError as error:
                faults.append(f"{name}:{line}: {link}: not an address: {error}")
                continue
            if found is None:
                continue
            checked += 1
            target, place = found
            if target not in files:
                faults.append(f"{name}:{line}: {link}: there is no file {target}")
            elif place and target in pages and place not in pages[target].places:
                faults.append(f"{name}:{line}: {link}: {target} has no place {place}")
    faults += _missing_translations(pages, address)
    return SiteLinks(checked, faults, outside)


def _target(name: str, link: str, address: str) -> tuple[str, str] | None:
    """Return the file of the site, and the place in it, that a link leads to; None if outside."""
    parts = urlsplit(link)
    place = unquote(parts.fragment)
    place = "" if place == "top" else place  # the one place that every page has
    path = unquote(parts.path)
    if link == address or link.startswith(f"{address}/"):
        path = path.removeprefix(urlsplit(address).path).lstrip("/")
        # From outside a folder will do: a server gives its index.
        return (f"{path}index.html" if path == "" or path.endswith("/") else path), place
    if parts.scheme or parts.netloc:
        return None
    if not path:
        return name, place
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path)), place


def _missing_translations(pages: Mapping[str, _Page], address: str) -> Iterator[str]:
    """Yield the pages from which a reader cannot change to another language."""
    for name, page in pages.items():
        language, _, path = name.partition("/")
        if name == "index.html":
            wanted = {f"{other}/index.html" for other in LANGUAGES}
        elif language in LANGUAGES and name.endswith(".html"):
            wanted = {f"{other}/{path}" for other in LANGUAGES if other != language}
        else:
            continue
        found = {(_target(name, link, address) or ("",))[0] for link in page.translations}
        yield from (f"{name}:1: no link to {other}" for other in sorted(wanted - found))
    if "index.html" not in pages:
        yield "index.html: is missing"


def reachable(addresses: Iterable[str], deadline: float = NETWORK_DEADLINE) -> bool:
    """Tell whether any of some hosts can be reached, whatever it answers.

    :param addresses: pages, each of another host
    :param deadline: seconds to wait for the first answer
    """
    answers: queue.SimpleQueue[bool] = queue.SimpleQueue()
    asked = list(addresses)
    for address in asked:
        # The look-up of a name has no deadline of its own: such a thread is left behind.
        threading.Thread(
            target=lambda address: answers.put(_answers(address, deadline)),
            args=[address],
            daemon=True,
        ).start()
    end = time.monotonic() + deadline
    try:
        return any(answers.get(timeout=max(0, end - time.monotonic())) for _ in asked)
    except queue.Empty:
        return False


def _answers(address: str, deadline: float) -> bool:
    try:
        # Unlike a socket of our own, this goes through a proxy where there is one.
        urlopen(Request(address, method="HEAD"), timeout=deadline).close()  # noqa: S310 - http(s)
    except HTTPError as error:
        error.close()
    except URLError as error:
        return isinstance(error.reason, ssl.SSLError)
    except (OSError, HTTPException):
        return False
    return True


def ask_outside(
    docs: Path, *, work: Path, limit: float = LIMIT, settings: Mapping[str, object] | None = None
) -> list[Answer]:
    """Ask for the external links of all languages, each once.

    :param docs: the folder of the pages
    :param work: where the build keeps what it has read, and where the answers are kept
    :param limit: seconds for all answers; when they are over, the rest is ``unanswered``
    :param settings: settings of Sphinx that take the place of those in ``conf.py``
    :raises BuildError: when Sphinx fails before all links are known
    """
    answers: list[Answer] = []
    before = work / "linkcheck/before.json"
    before.parent.mkdir(parents=True, exist_ok=True)
    for name in LANGUAGES:
        out = work / "linkcheck" / name
        shutil.rmtree(out, ignore_errors=True)
        before.write_text(json.dumps([answer.address for answer in answers]), "utf-8")
        options = {**(settings or {}), "linkcheck_asked_before": before}
        limit -= _ask_language(name, docs, work, options, limit)
        asked = json.loads((out / ASKED).read_text("utf-8"))
        output = out / "output.json"
        lines = output.read_text("utf-8").splitlines() if output.is_file() else []
        results = {result["uri"]: result for result in map(json.loads, lines)}
        answers += [_answer(uri, place, results.get(uri), docs) for uri, place in asked.items()]
    return answers


def _ask_language(
    name: str, docs: Path, work: Path, settings: Mapping[str, object], limit: float
) -> float:
    """Ask for the links of one language; return how many seconds the answers took."""
    out, doctrees = work / "linkcheck" / name, work / "doctrees" / name
    options = [f"--define={key}={value}" for key, value in settings.items()]
    asking = None
    expired = threading.Event()
    last = deque[str](maxlen=20)
    with start_sphinx(name, "linkcheck", docs, out, *options, doctrees=doctrees) as sphinx:

        def stop() -> None:
            expired.set()
            sphinx.kill()

        timer = threading.Timer(max(0, limit), stop)
        timer.daemon = True  # Ctrl-C does not wait for it
        for line in sphinx.stdout or ():
            last.append(line)
            if line.startswith(_PROGRESS):
                print(f"[{name}] {line}", end="", flush=True)
            if asking is None and line.startswith(ASKING):
                # Before, Sphinx reads the pages: that takes no network, and names all links.
                asking = time.monotonic()
                timer.start()
        timer.cancel()
    if expired.is_set():
        print(f"[{name}] stopped: the time is over; --limit gives more", flush=True)
    elif sphinx.returncode not in (0, 1):
        raise BuildError(f"[{name}] {''.join(last)}")
    return time.monotonic() - asking if asking else 0


def _answer(
    uri: str, place: tuple[str, int], result: Mapping[str, Any] | None, docs: Path
) -> Answer:
    """Judge what Sphinx found out about a link; None if it found nothing in time."""
    status, reason = _verdict(uri, result)
    if status == "works":
        return Answer(uri, status, uri)
    places = _places(uri, docs) or [f"{docs.name}/{place[0]}:{place[1]}"]
    return Answer(uri, status, f"{', '.join(places)}: {uri}: {reason}")


def _verdict(uri: str, result: Mapping[str, Any] | None) -> tuple[Status, str]:
    match result:
        case None:
            return "unanswered", "not answered when the time was over"
        case {"status": "redirected", "code": code, "info": info} if code in _PERMANENT:
            place = urldefrag(uri).fragment
            return "moved", f"has moved for good to {info}{f'#{place}' if place else ''}"
        case {"status": "working" | "redirected"}:
            return "works", ""
        case {"status": "unchecked"}:
            return "broken", "neither http nor https"
        # Sphinx ignores what it cannot judge, such as 503; with no reason, it was told to.
        case {"status": "ignored", "info": info}:
            return ("unanswered", info) if info else ("works", "")
        case _:
            return "broken", result["info"]


def _places(uri: str, docs: Path) -> list[str]:
    """Return where a link is written, page by page; if on no page, where in the translations.

    Sphinx knows of its first use only, and of that the line on which the paragraph begins.
    """
    whole = re.compile(re.escape(uri) + r"""(?=[\s<>()"'\]\\]|$)""")
    for sources in (docs.rglob("*.md"), docs.glob("locales/**/*.po")):
        found = [
            f"{docs.name}/{path.relative_to(docs).as_posix()}:{number}"
            for path in sorted(sources)
            if path.relative_to(docs).parts[0] != "tests"
            for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
            if whole.search(line)
        ]
        if found:
            return found
    return []


def check(
    site: Path, *, docs: Path, work: Path, offline: bool = False, limit: float = LIMIT
) -> bool:
    """Check a built site and tell what is wrong; return whether all is well.

    :param site: the folder of the built site
    :param docs: the folder of its pages
    :param work: where the build keeps what it has read
    :param offline: whether to leave out what needs a network
    :param limit: seconds for the answers of the outside
    """
    links = check_site(site)
    for fault in links.faults:
        print(fault)
    print(f"{links.checked} links within the site, {len(links.faults) or 'none'} of them broken.")
    if offline or not links.outside:
        return not links.faults
    hosts: dict[str, str] = {}
    for address, _ in links.outside.most_common():
        hosts.setdefault(urlsplit(address).netloc, address)
    tried = dict(list(hosts.items())[:_HOSTS_TO_TRY])
    if not reachable(tried.values()):
        print(f"No network, so no external link was checked: no answer from {', '.join(tried)}.")
        return False
    answers = ask_outside(docs, work=work, limit=limit)
    print()
    for status in ("moved", "unanswered", "broken"):
        for answer in answers:
            if answer.status == status:
                print(answer.text)
    count = Counter(answer.status for answer in answers)
    print(
        f"{len(answers)} external links: {count['works']} work, {count['moved']} have moved, "
        f"{count['broken']} are broken, {count['unanswered']} were not answered."
    )
    return not (links.faults or count["broken"] or count["unanswered"])


def main() -> None:
    """Build the site and check it; exit with 1 when a link is broken or could not be checked."""
    parser = argparse.ArgumentParser(description="Build the site and check all of its links.")
    parser.add_argument("--offline", action="store_true", help="only the links within the site")
    parser.add_argument(
        "--limit", type=float, default=LIMIT, help="seconds for the external links: %(default)s"
    )
    arguments = parser.parse_args()
    try:
        build_site(BUILD / "site", work=BUILD)
        with turn(BUILD):
            well = check(
                BUILD / "site",
                docs=DOCS,
                work=BUILD,
                offline=arguments.offline,
                limit=arguments.limit,
            )
    except BuildError as error:
        sys.exit(f"\nThe links could not be checked.\n{error}")
    sys.exit(not well)


if __name__ == "__main__":
    main()
