"""The pages of a built language, in the order of reading, with what their heads say of them."""

from functools import cache
from typing import Final, NamedTuple

from bs4 import BeautifulSoup

from assembly.draft import Draft

LANGUAGES: Final = {"zh": "zh-CN", "en": "en"}
"""Folders of the site, and the tags that pages have for their languages."""
HOME: Final = "index.html"


class Page(NamedTuple):
    """A page that was made of a source."""

    path: str
    """from the folder of its language"""
    title: str
    """with its number, its chapter and the name of the book"""
    description: str


@cache
def pages(draft: Draft, language: str) -> tuple[Page, ...]:
    """Return the pages of a language that are for search engines.

    :param draft: the site
    :param language: ``zh`` or ``en``; one that was not built has none
    """
    folder = draft.html / language
    found: dict[str, Page] = {}
    path = HOME
    while path and path not in found and (folder / path).is_file():
        text = (folder / path).read_text("utf-8")
        head = BeautifulSoup(text.partition("<body")[0], "html.parser")
        description = head.select_one("meta[name=description]")
        title = head.title
        found[path] = Page(
            path,
            title.get_text(strip=True) if title else "",
            str(description["content"]) if description else "",
        )
        # The pages name each other in the order of the contents.
        link = head.select_one("link[rel=next]")
        path = _from_folder(path, str(link["href"])) if link else ""
    return tuple(found.values())


def _from_folder(page: str, link: str) -> str:
    """Return the path of what a page links to, from the folder of the language."""
    parts: list[str] = []
    for part in [*page.split("/")[:-1], *link.split("/")]:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
