"""What search engines ask a site for: ``sitemap.xml`` and ``robots.txt``.

The sitemap names every page once in each language, with its translations
(https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap).
Of ``robots.txt`` they take only that at the root of a host: where the site lies in a folder, its
sitemap has to be announced otherwise.
"""

from typing import Final
from xml.etree import ElementTree as ET

from assembly.draft import Draft
from assembly.pages import LANGUAGES, pages

_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"


def add(draft: Draft) -> None:
    """Add both to the root of the site.

    :param draft: the site
    """
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    built = {name: [page.path for page in pages(draft, name)] for name in LANGUAGES}
    for name, paths in built.items():
        for path in paths:
            url = ET.SubElement(root, f"{{{_SITEMAP}}}url")
            ET.SubElement(url, f"{{{_SITEMAP}}}loc").text = f"{draft.address}/{name}/{path}"
            for other, tag in LANGUAGES.items():
                if path in built[other]:
                    href = f"{draft.address}/{other}/{path}"
                    link = {"rel": "alternate", "hreflang": tag, "href": href}
                    ET.SubElement(url, f"{{{_XHTML}}}link", link)
    ET.indent(root, " ")
    text = ET.tostring(root, "utf-8", xml_declaration=True)
    (draft.html / "sitemap.xml").write_bytes(text + b"\n")
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {draft.address}/sitemap.xml\n"
    (draft.html / "robots.txt").write_text(robots, "utf-8")
