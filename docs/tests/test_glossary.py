"""The glossary: complete, sorted, linked where a page first uses a term, kept to in translation."""

import re
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from bs4 import NavigableString

from build import BuildError, build_site
from glossary_links import anchor, forms, pattern, split

DOCS = Path(__file__).resolve().parents[1]
CATALOGS = DOCS / "locales/en/LC_MESSAGES"
DATA = tomllib.loads((DOCS / "glossary.toml").read_text("utf-8"))
TERMS = {term["id"]: term for term in DATA["term"]}
BOTH = pytest.mark.parametrize("language", ["zh", "en"])
# What of a page is not running prose.
NOT_PROSE = (
    "h1, h2, h3, h4, h5, h6, a:not(.glossary-term), code, pre, figcaption, caption, thead, dt, "
    ".code-block-caption, .admonition-title, [role=tab]"
)


def entries(site, language):
    """Return the heads of the glossary's entries."""
    return site.pages(language)["glossary.html"].select("dl.glossary > dt")


def chapters(site, language):
    """Return the pages of the chapters, which stand in folders."""
    pages = site.pages(language)
    return {path: page for path, page in pages.items() if "/" in path and path[:2] == "ch"}


def prose(page):
    """Return the texts of a page's prose in order, each with the term it is a link to, or ""."""
    article = page.select_one("article")
    other = {id(tag) for tag in article.select(NOT_PROSE)}
    found = []
    for text in article.find_all(string=True):
        link = text.find_parent("a", class_="glossary-term")
        inside = any(id(tag) in other for tag in text.parents)
        if type(text) is NavigableString and not inside:
            found.append((str(text), link["href"].rpartition("#")[2] if link else ""))
    return found


def without(text, phrases):
    """Return the text with others in the place of phrases that contain a form of a term."""
    for phrase in sorted(phrases, key=len, reverse=True):
        text = re.sub(re.escape(phrase), "·", text, flags=re.IGNORECASE)
    return text


def longer(form, language):
    """Return what contains a form and means something else."""
    phrases = [*DATA["skip"][language], *forms(DATA, language)]
    return [phrase for phrase in phrases if form.lower() in phrase.lower() != form.lower()]


def stands_in(form, text, language):
    """Tell whether a form of a term is in a text as itself."""
    if form.lower() not in text.lower():
        return False  # which is quick, and so it mostly is
    text = without(text, longer(form, language))
    if language == "zh":
        return form.lower() in text.lower()
    return re.search(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text, re.IGNORECASE) is not None


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "进程池里的进程", ["process-pool", "process"]),
        ("zh", "抄进程序，启动进程", ["process"]),
        ("zh", "子进程等子进程", ["child"]),
        ("en", "Child processes, a process and processing", ["child", "process"]),
        ("en", "A lock file needs no multi-process lock", ["lock"]),
    ],
)
def test_terms_are_found_as_readers_read_them(language, text, found):
    """The longest term counts, whole words, each once, and no false friend."""
    pieces = list(split(text, pattern(DATA, language), forms(DATA, language), set()))
    assert [term for _piece, term in pieces if term] == found
    assert "".join(piece for piece, _term in pieces) == text


@BOTH
def test_no_form_belongs_to_two_terms(language):
    """A word leads to one place."""
    count = Counter(form.lower() for term in DATA["term"] for form in term[language])
    assert [form for form, times in count.items() if times > 1] == []


def test_the_page_holds_the_terms_of_the_data(site):
    """Both languages have the same entries, under ids that do not depend on the order."""
    for language in ("zh", "en"):
        names = {dt["id"]: str(dt.find(string=True)) for dt in entries(site, language)}
        assert names == {anchor(term["id"]): term[language][0] for term in DATA["term"]}


@BOTH
def test_every_entry_leads_to_where_it_is_taught(site, language):
    """A definition is short; the lesson is one click away."""
    for dt in entries(site, language):
        definition = dt.find_next_sibling("dd")
        assert definition.select('a[href*="/"], a[href^="index.html#"]'), dt["id"]


def test_terms_are_sorted_as_in_a_dictionary(site):
    """English by letter; Chinese by Pinyin, which the code of each common character follows."""
    english = [term.find(string=True).lower() for term in entries(site, "en")]
    assert english == sorted(english)
    chinese = [term.find(string=True) for term in entries(site, "zh")]
    few = ["并发", "超时", "端口", "父进程", "进程", "套接字", "中间人", "主进程", "阻塞"]
    assert all(chinese.index(one) < chinese.index(next_) for one, next_ in pairwise(few))
    for name in chinese:
        codes = [int.from_bytes(letter.encode("gb2312")) for letter in name if not letter.isascii()]
        assert all(0xB0A1 <= code <= 0xD7F9 for code in codes), f"{name}: not sorted by Pinyin"


@BOTH
def test_each_term_is_linked_at_its_first_use(site, language):
    """Wherever a reader lands, an unknown word is one click from its meaning, and only once."""
    wrong = []
    for path, page in chapters(site, language).items():
        texts = prose(page)
        for term in DATA["term"]:
            uses = [
                (link == anchor(term["id"]), text)
                for text, link in texts
                if any(stands_in(form, text, language) for form in term[language])
            ]
            if uses and not uses[0][0]:
                wrong.append(f"{path}: {term['id']} is first used in {uses[0][1].strip()!r}")
        count = Counter(link for _text, link in texts if link)
        wrong += [f"{path}: {link} is linked twice" for link, times in count.items() if times > 1]
    assert not wrong, "\n".join(wrong)


@BOTH
def test_every_term_and_every_phrase_is_used(site, language):
    """The glossary is that of this book; what it skips is there to be skipped."""
    texts = [prose(page) for page in chapters(site, language).values()]
    linked = {link for page in texts for _text, link in page}
    assert [name for name in TERMS if anchor(name) not in linked] == []
    everything = "\n".join("".join(text for text, _link in page) for page in texts).lower()
    assert [phrase for phrase in DATA["skip"][language] if phrase not in everything] == []


def words(message):
    """Return a message without code, without what roles refer to, and without targets of links."""
    message = re.sub(r"\{[\w:-]+\}`([^`<]*?)\s*<[^`]*>`", r"\1", message)
    message = re.sub(r"(\{[\w:-]+\})?`[^`]*`", " ", message)
    return re.sub(r"\]\([^)]*\)", "]", message)


def strays():
    """Yield catalog, message and term where the English has no form of a term of the Chinese."""
    for path in sorted(CATALOGS.rglob("*.po")):
        with path.open("rb") as file:
            messages = [message for message in read_po(file) if message.id]
        for message in messages:
            chinese = words(message.id)
            for term in DATA["term"]:
                if not any(stands_in(form, chinese, "zh") for form in term["zh"]):
                    continue
                english = "|".join(map(re.escape, [*term["en"], *term.get("also", [])]))
                if not re.search(rf"\b(?:{english})\b", message.string, re.IGNORECASE):
                    yield path.relative_to(CATALOGS).as_posix(), message.id, term["id"]


def test_translations_keep_to_the_glossary():
    """One thing has one name: where the Chinese has a term, the English has its English."""
    excused = {(each["message"], each["term"]) for each in DATA["exception"]}
    found = list(strays())
    wrong = [
        f"{path}: {term} is {TERMS[term]['en'][0]!r}: {message}"
        for path, message, term in found
        if not any(message.startswith(start) and term == name for start, name in excused)
    ]
    assert not wrong, "\n".join(wrong)
    idle = [
        f"{start!r} needs no exception for {name}"
        for start, name in excused
        if not any(message.startswith(start) and term == name for _path, message, term in found)
    ]
    assert not idle, "\n".join(idle)


def write_tiny(docs, name, *, form):
    """Give the tiny site a glossary of one term."""
    page = "---\norphan: true\n---\n(glossary)=\n# 术语\n\n```{glossary}\n%s\n  一份数据。\n```\n"
    (docs / "glossary.md").write_text(page % name, "utf-8")
    data = 'skip = { zh = [], en = [] }\n[[term]]\nid = "it"\nzh = ["%s"]\nen = ["it"]\n'
    (docs / "glossary.toml").write_text(data % form, "utf-8")


def test_page_and_data_must_have_the_same_terms(tiny_docs, tmp_path):
    """A term without a definition fails the build, and a definition without a term."""
    write_tiny(tiny_docs, "报文", form="数据报")
    with pytest.raises(BuildError) as failure:
        build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs, languages=["zh"])
    assert "'报文' is not in glossary.toml" in str(failure.value)
    assert "'数据报' is not in glossary.md" in str(failure.value)


def test_changed_data_change_every_page(tiny_docs, tmp_path):
    """Nobody needs to know that links to the glossary are made when a page is written."""
    for name in ("没有用到", "数据报"):
        write_tiny(tiny_docs, name, form=name)
        build_site(tmp_path / "html", work=tmp_path, docs=tiny_docs, languages=["zh"])
        page = (tmp_path / "html/zh/chapter/page.html").read_text("utf-8").partition("<article")[2]
        assert page.count("glossary-term") == page.count(">数据报</a>") == (name == "数据报")
