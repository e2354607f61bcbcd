"""Each page once more as Markdown, for readers that are programs, and ``llms.txt`` to find them.

A page has its Markdown beside it, under its own name and ``.md``, as https://llmstxt.org asks. It
is made of the finished page: programs are in it as they are shown, and the tabs stand one below
the other. Links to whole pages lead to their Markdown, all others to the site.
"""

import hashlib
import re
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from assembly.draft import Draft
from assembly.pages import HOME, LANGUAGES, Page, pages

_ARTICLE: Final = re.compile(r"<article\b.*?</article>", re.DOTALL)
_PRE: Final = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_SPAN: Final = re.compile(r"</?span\b[^>]*>")
# What is for the eye, the mouse or the keyboard, and says nothing.
_NEEDLESS: Final = (
    ".headerlink, .visually-hidden, .only-dark, [role=tablist], button, form, script, style, svg"
)
_LANGUAGES: Final = {"highlight-udiff": "diff", "highlight-default": "python"}
_SECTIONS: Final = {"zh": "简体中文", "en": "English"}
"""Of ``llms.txt``; English comes first there: it is what most of its readers look for."""


def add(draft: Draft) -> None:
    """Add the Markdown of every page, and ``llms.txt`` at the root of the site.

    :param draft: the site
    """
    kept = draft.work / "markdown"
    kept.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        for page in pages(draft, language):
            html = draft.html / language / page.path
            address = f"{draft.address}/{language}/{page.path}"
            text = _kept(kept, html.read_text("utf-8"), address, draft.address)
            html.with_name(f"{html.name}.md").write_text(text, "utf-8")
    (draft.html / "llms.txt").write_text(_contents(draft), "utf-8")


def _kept(folder: Path, html: str, address: str, site: str) -> str:
    """Return the Markdown of a page, from the last build where the page is the same."""
    article = _ARTICLE.search(html)
    if article is None:
        raise ValueError(f"{address}: the page has no <article>")
    source = f"{address}\n{article[0]}".encode() + Path(__file__).read_bytes()
    file = folder / f"{hashlib.sha256(source).hexdigest()[:32]}.md"
    if not file.exists():
        file.write_text(to_markdown(article[0], address, site), "utf-8")
    return file.read_text("utf-8")


def to_markdown(article: str, address: str, site: str) -> str:
    """Return the text of a page as Markdown.

    :param article: its ``<article>``, as HTML
    :param address: of the page: links become whole, and it stands at the end as the source
    :param site: the address that those of all pages begin with
    """
    # Colours of code are most of a page: to parse them too would take more than twice the time.
    article = _PRE.sub(lambda code: _SPAN.sub("", code[0]), article)
    soup = BeautifulSoup(article, "html.parser")
    for picture in soup.select("[role=img][aria-label]"):
        picture.replace_with(_paragraph(soup, "p", str(picture["aria-label"])))
    for needless in soup.select(_NEEDLESS):
        needless.decompose()
    for panel in soup.select("[data-label]"):
        panel.insert(0, _paragraph(soup, "strong", str(panel["data-label"])))
    for part in soup.select(".caption-text > * + *"):
        part.insert_before(" · ")
    for note in soup.select(".admonition"):
        note.name = "blockquote"
    for link in soup.select("a[href]"):
        link["href"] = _link(urljoin(address, str(link["href"])), site)
    for image in soup.select("img[src]"):
        image["src"] = urljoin(address, str(image["src"]))
    text: str = _Converter(heading_style="atx", bullets="-").convert_soup(soup)
    return f"{text.strip()}\n\n---\n\n<{address}>\n"


def _paragraph(soup: BeautifulSoup, name: str, text: str) -> Tag:
    paragraph, inner = soup.new_tag("p"), soup.new_tag(name)
    inner.string = text
    if name == "p":
        return inner
    paragraph.append(inner)
    return paragraph


def _link(address: str, site: str) -> str:
    """Return the address of the Markdown, where an address is that of a page of the site."""
    page = address.startswith(f"{site}/") and address.endswith(".html")
    return f"{address}.md" if page else address


class _Converter(MarkdownConverter):
    """Blocks of code with the language they are in; their text may have fences of its own."""

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        del text, parent_tags
        code = el.get_text().rstrip("\n")
        around = el.find_parent(class_=re.compile("^highlight-"))
        names = around.get_attribute_list("class") if around else []
        name = next((it for it in names if it and it.startswith("highlight-")), "")
        language = _LANGUAGES.get(name, name.removeprefix("highlight-"))
        longest = max(map(len, re.findall("`+", code)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"\n\n{fence}{language}\n{code}\n{fence}\n\n"


def _contents(draft: Draft) -> str:
    """Return ``llms.txt``: what the book is, and every page in each language with what it says."""
    built = {name: pages(draft, name) for name in ("en", "zh") if pages(draft, name)}
    homes = [of_language[0] for of_language in built.values()]
    lines = [f"# {' · '.join(_name(home) for home in homes)}", ""]
    lines += [f"> {home.description}\n" for home in homes]
    for name, of_language in built.items():
        lines += [f"## {_SECTIONS[name]}", ""]
        lines += [
            f"- [{_name(page)}]({draft.address}/{name}/{page.path}.md): {page.description}"
            for page in of_language
        ]
        lines.append("")
    return "\n".join(lines)


def _name(page: Page) -> str:
    """Return the title without what the page is a part of."""
    return page.title if page.path == HOME else page.title.partition(" · ")[0]
