"""Link every page with its translation: hreflang for machines, a switch for readers.

The switch uses relative links, so that it works from any folder and from ``file://`` too.
"""

from html import escape
from typing import Any, Final, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.typing import ExtensionMetadata


class Language(NamedTuple):
    """A language of the site."""

    folder: str
    tag: str
    """the language tag of BCP 47, as in ``<html lang>``"""
    name: str
    """its name in itself"""


LANGUAGES: Final = (Language("zh", "zh-CN", "简体中文"), Language("en", "en", "English"))


def _add_links(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    del templatename
    page = f"{pagename}.html"
    up = "../" * (pagename.count("/") + 1)
    context["language_switch_label"] = _("Language")
    context["language_links"] = [
        {
            "current": language.tag == context["language"],
            "href": f"{up}{language.folder}/{page}",
            "name": language.name,
            "tag": language.tag,
        }
        for language in LANGUAGES
    ]
    if doctree is None:
        return  # a page that Sphinx makes, such as the search: not for search engines
    site: str = app.config.language_links_site
    addresses = {language.tag: f"{site}/{language.folder}/{page}" for language in LANGUAGES}
    # Who reads neither gets the page that lets them choose, or else English. Each page has to name
    # those that name it: https://developers.google.com/search/docs/specialty/international/localized-versions
    home = pagename == app.config.root_doc
    addresses["x-default"] = f"{site}/" if home else addresses["en"]
    context["metatags"] += "".join(
        f'\n<link rel="alternate" hreflang="{tag}" href="{escape(address)}">'
        for tag, address in addresses.items()
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the setting and the handler."""
    app.add_config_value("language_links_site", "", "html", types=[str])
    app.connect("html-page-context", _add_links)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
