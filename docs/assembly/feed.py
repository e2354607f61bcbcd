"""The changes as a feed for each language, in Atom (RFC 4287): an entry for each dated release."""

import re
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urljoin

import feedgenerator  # type: ignore[import-untyped]  # it has no types
from bs4 import BeautifulSoup, Tag

from assembly.draft import Draft
from assembly.pages import HOME, LANGUAGES, pages

PAGE: Final = "changelog.html"
FILE_NAME: Final = "changes.xml"
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def add(draft: Draft) -> None:
    """Add the feeds, of the page of changes; a site without dated changes has none.

    :param draft: the site
    """
    for language, tag in LANGUAGES.items():
        page = draft.html / language / PAGE
        if page.is_file():
            base = f"{draft.address}/{language}/"
            soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
            home = next(it for it in pages(draft, language) if it.path == HOME)
            book = soup.select_one("meta[property='og:site_name']")
            title = soup.title.get_text(strip=True) if soup.title else ""
            feed = feedgenerator.Atom1Feed(
                title=title,
                link=f"{base}{PAGE}",
                description=home.description,
                author_name=str(book["content"]) if book else None,
                language=tag,
                feed_url=f"{base}{FILE_NAME}",
                feed_guid=f"{base}{FILE_NAME}",
            )
            for section in soup.select("article section"):
                _add_release(feed, section, f"{base}{PAGE}")
            (draft.html / language / FILE_NAME).write_text(feed.writeString("utf-8"), "utf-8")


def _add_release(feed: feedgenerator.Atom1Feed, section: Tag, page: str) -> None:
    heading = section.find(re.compile("^h[1-6]$"), recursive=False)
    date = _DATE.search(heading.get_text()) if heading else None
    if heading is None or date is None:
        return
    for link in section.select(".headerlink"):
        link.decompose()
    for link in section.select("[href]"):
        link["href"] = urljoin(page, str(link["href"]))
    title = heading.extract().get_text(strip=True)
    address = f"{page}#{section['id']}"
    feed.add_item(
        title=title,
        link=address,
        description=section.decode_contents().strip(),
        pubdate=datetime.fromisoformat(date[0]).replace(tzinfo=UTC),
        unique_id=address,
    )
