"""The page that hosts show where there is none: with the contents, in both languages.

Hosts have one such page for all addresses, and show it under the one that was asked for: links in
it start from where the site is served, which is the address of the site, or what a script finds.
"""

from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from assembly.draft import Draft
from assembly.pages import LANGUAGES
from contents_list import FILE_NAME, Entry, read_contents


def add(draft: Draft) -> None:
    """Fill in ``404.html``, which comes from ``_root/``.

    :param draft: the site
    """
    page = draft.html / "404.html"
    text = page.read_text("utf-8").replace("@base@", escape(f"{urlsplit(draft.address).path}/"))
    for language in LANGUAGES:
        doctrees = draft.work / "doctrees" / language
        # One that was not built has nothing to offer.
        contents = read_contents(doctrees) if (doctrees / FILE_NAME).is_file() else []
        text = text.replace(f"@{language}@", _list(language, contents))
    page.write_text(text, "utf-8")


def _list(language: str, entries: Iterable[Entry]) -> str:
    items = [
        f'<li><a href="{language}/{escape(entry["doc"])}.html">{escape(entry["title"])}</a>'
        f"{_list(language, entry['below'])}</li>"
        for entry in entries
    ]
    return f"<ul>{''.join(items)}</ul>" if items else ""
