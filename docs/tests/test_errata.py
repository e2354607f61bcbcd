"""The faults of the original: each is there, proven, and shown in both languages."""

import ast
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from build import BuildError, build_site
from errata import KINDS, PROOFS, kind_name, read_faults
from harness import evidence
from harness.proof import Proof

ROOT = Path(__file__).resolve().parents[2]
SNIPPETS = ROOT / "snippets"
BOTH = pytest.mark.parametrize("language", ["zh", "en"])
CHINESE = re.compile("[\u3400-\u9fff\uff01-\uff5e\u3000-\u303f]")
# What was found in the original before the first page was written: by hundreds, the rest of each.
KNOWN = {
    0: "01-11",
    1: "01-08 11-22",
    2: "01-08 21 22 24 31-51",
    3: "01-04 11 12 21 31-35 41-55 57 58 62-64 66-68 71-81 91-94",
    4: "01-11 21-23 31 32 41 51-53 55 56 61-65",
    5: "01-06 08-17 31-34 36 38 39 41",
}
FAULTS, COMPLAINTS = read_faults(ROOT / "docs")


def known():
    """Yield the ids of the faults that were known from the start."""
    for hundred, rests in KNOWN.items():
        for first, _, last in (rest.partition("-") for rest in rests.split()):
            yield from (f"E{hundred}{it:02}" for it in range(int(first), int(last or first) + 1))


def plain(html):
    """Return the text of an element without spaces, its apostrophes as they are typed."""
    return "".join(html.get_text().split()).replace("’", "'")


def words(text):
    """Return the words of a text of the data: what a page must show of it."""
    text = re.sub(r"\{[\w:-]+\}`~?([^`]*)`", " ", text)  # a role may show its target otherwise
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
    return [word for word in re.split(r"[\s`*]+", text.replace("’", "'")) if word]


def test_the_data_are_as_documented():
    """Nothing is missing, unknown, or said twice."""
    assert not COMPLAINTS, "\n".join(COMPLAINTS)


def test_every_known_fault_is_among_them():
    """All 164 are there; what was found later has a number of its own."""
    assert len(list(known())) == 164
    present = {fault.id for fault in FAULTS}
    missing = [name for name in known() if name not in present]
    unknown = [name for name in present if name.startswith("E") and name not in set(known())]
    assert not missing, f"{len(missing)} without an entry: {' '.join(missing)}"
    assert not unknown, f"new ones begin with N: {' '.join(unknown)}"


def test_every_proof_is_a_test():
    """A test that was renamed proves nothing; nor does one that is not there yet."""
    wrong = []
    for fault in FAULTS:
        for proof in {*fault.fails, *fault.holds}:
            file, _, name = proof.partition("::")
            path = SNIPPETS / file
            tree = ast.parse(path.read_text("utf-8")) if path.is_file() else ast.Module([], [])
            if name not in {getattr(node, "name", "") for node in tree.body}:
                wrong.append(f"{fault.file.name}:{fault.line}: {fault.id}: no test {proof}")
    assert not wrong, "\n".join(wrong)


def test_every_proof_has_passed(evidence_of_whole_run, here):
    """What an entry goes by has been seen; only a newer Python may be left to other runs."""
    (run,) = (
        it
        for it in Proof.read(evidence_of_whole_run, ROOT).runs
        if it.python.label == here and it.system.name == evidence.describe_system().name
    )
    outcomes = defaultdict(set)
    for test in run.tests:
        skipped_for_age = test.outcome == "skipped" and " needs Python " in test.reason
        seen = "too old" if skipped_for_age else test.outcome
        outcomes[test.id.partition("[")[0]].add(seen)
    wrong = []
    for fault in FAULTS:
        for proof in sorted({*fault.fails, *fault.holds}):
            seen = outcomes.get(f"snippets/{proof}", {"not run"})
            if seen != {"too old"} and ("passed" not in seen or not seen <= {"passed", "skipped"}):
                wrong.append(f"{fault.file.name}:{fault.line}: {fault.id}: {proof}: {seen}")
    assert not wrong, "\n".join(wrong)


def test_texts_are_in_their_language():
    """Nothing of the other language, and the quotation marks of one's own."""
    wrong = []
    for fault in FAULTS:
        where = f"{fault.file.name}:{fault.line}: {fault.id}"
        for text in (fault.original, fault.truth, fault.unprovable or {"zh": "文", "en": "x"}):
            if not CHINESE.search(text["zh"]):
                wrong.append(f"{where}: not Chinese: {text['zh']}")
            if CHINESE.search(re.sub("`[^`]*`", "", text["en"])):
                wrong.append(f"{where}: not English: {text['en']}")
            if re.search("[\"'‘’]", re.sub("`[^`]*`", "", text["zh"])):
                wrong.append(f"{where}: quotation marks are “ ”: {text['zh']}")
            if re.search("`[^`]*(\n|>>> )[^`]*`", text["zh"] + text["en"]):
                wrong.append(f"{where}: a program: {text}")
    assert not wrong, "\n".join(wrong)


@BOTH
def test_the_page_shows_all_of_them(site, language):
    """Every entry stands there once, in order, with its texts, its place and its proof."""
    page = site.pages(language)["errata.html"]
    items = page.select("ul.errata-all > li")
    assert [item["id"] for item in items] == [fault.label for fault in FAULTS]
    for item, fault in zip(items, FAULTS, strict=True):
        shown = plain(item)
        for text in (fault.original, fault.truth, fault.unprovable):
            lost = [word for word in words(text.get(language, "")) if word not in shown]
            assert not lost, f"{fault.id}: {lost} not in {shown}"
        places = [link["href"].partition("#")[2] for link in item.select("a.internal")]
        assert fault.place in places, fault.id
        for proof in (*fault.fails, *fault.holds):
            assert proof.partition("::")[2] in shown, f"{fault.id}: {proof}"
        assert [*fault.source] == [
            link["href"] for link in item.select("a.external") if link["href"] in fault.source
        ], fault.id
        for fact in (*fault.not_run, *fault.versions):
            assert fact in shown, f"{fault.id}: {fact}"


@BOTH
def test_numbers_on_the_page_are_counted(site, language):
    """How many there are is nowhere typed."""
    page = site.pages(language)["errata.html"]
    numbers = Counter(fault.kind for fault in FAULTS) + Counter(fault.proof for fault in FAULTS)
    introduction = page.select_one("#errata > p").get_text()
    assert re.findall(r"\b\d{2,3}\b", introduction.replace("2018", "")) == [str(len(FAULTS))]
    proofs = [item.get_text() for item in page.select("#errata-proof > ul > li")]
    shown = [int(re.search(r"\d+", text)[0]) for text in proofs]
    assert shown == [numbers[name] for name in PROOFS]
    shown = [int(re.search(r"\d+", it.get_text())[0]) for it in page.select("#errata-kinds dt")]
    assert shown == [numbers[name] for name in KINDS]


@BOTH
def test_pages_end_with_what_the_data_say(site, language):
    """Each fault is told on the page of its section, with a link to its entry."""
    by_label = {fault.label: fault for fault in FAULTS}
    told = set()
    for path, page in site.pages(language).items():
        for item in page.select("ul.errata > li"):
            *_, place, entry = (link["href"] for link in item.select("a.internal"))
            fault = by_label[entry.partition("#")[2]]
            assert entry.partition("#")[0].endswith("errata.html"), path
            assert place.partition("#")[2] == fault.place, f"{path}: {fault.id}"
            lost = [
                word
                for text in (fault.original, fault.truth)
                for word in words(text[language])
                if word not in plain(item)
            ]
            assert not lost, f"{path}: {fault.id}: {lost}"
            told.add(fault.id)
    untold = [fault.id for fault in FAULTS if fault.id not in told]
    assert not untold, f"on no page: {' '.join(untold)}"


@BOTH
def test_links_between_errata_and_pages_lead_somewhere(site, language):
    """Every anchor an entry points to exists, and so does every entry that a page points to."""
    pages = site.pages(language)
    for path, page in pages.items():
        for link in page.select("ul.errata a.internal, ul.errata-all a.internal"):
            name, _, place = link["href"].partition("#")
            target = (Path("/", path).parent / name).resolve() if name else Path("/", path)
            assert pages[str(target)[1:]].find(id=place), f"{path}: {link['href']}"


@pytest.fixture
def errata(browser, site_url):
    """Open the page of errata."""
    contexts = []

    def visit(language, place="", **preferences):
        contexts.append(browser.new_context(**preferences))
        page = contexts[-1].new_page()
        page.goto(f"{site_url}/{language}/errata.html{place}")
        return page

    yield visit
    for context in contexts:
        context.close()


def visible(page):
    """Return the ids of the entries a reader sees, and the headings of their chapters."""
    script = "all => all.filter(it => it.checkVisibility()).map(it => it.id)"
    return (
        page.locator(".erratum").evaluate_all(script),
        page.locator("section:has(> .errata-all)").evaluate_all(script),
    )


def heading(chapter):
    """Return the id of a chapter's section on the page."""
    return f"errata-ch{chapter}" if chapter else "errata-whole"


def test_the_page_is_narrowed_down_by_kind_and_chapter(errata):
    """Either, both, and back; the numbers say how many are left."""
    page = errata("en")
    kind, chapter = page.get_by_label("Kind", exact=True), page.get_by_label("Chapter", exact=True)
    for chosen_kind, chosen_chapter in [("insecure", 2), ("wrong", 1), ("", 2), ("racy", "")]:
        kind.select_option(f"kind-{chosen_kind}" if chosen_kind else "")
        chapter.select_option(f"chapter-{chosen_chapter}" if chosen_chapter else "")
        left = [
            fault
            for fault in FAULTS
            if chosen_kind in ("", fault.kind) and chosen_chapter in ("", fault.chapter)
        ]
        assert 0 < len(left) < len(FAULTS)
        ids, headings = visible(page)
        assert ids == [fault.label for fault in left]
        assert headings == list(dict.fromkeys(heading(fault.chapter) for fault in left))
        told = page.locator(".filter output").inner_text()
        assert told == f"{len(left)} of {len(FAULTS)} shown"


def test_the_filter_works_by_keyboard(errata):
    """Without a mouse: two stops of the Tab key, and arrows to choose."""
    page = errata("zh")
    page.get_by_label("种类", exact=True).focus()
    page.keyboard.press("ArrowDown")
    assert visible(page)[0] == [fault.label for fault in FAULTS if fault.kind == KINDS[0]]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.labels[0].textContent") == "章"


def test_choices_say_how_many_there_are(errata):
    """A reader knows beforehand what a choice will leave."""
    page = errata("en")
    numbers = Counter(fault.kind for fault in FAULTS)
    assert page.get_by_label("Kind", exact=True).locator("option").all_inner_texts() == [
        "all",
        *(f"{kind_name(kind)} ({numbers[kind]})" for kind in KINDS),
    ]


def test_a_link_to_a_hidden_entry_shows_it(errata):
    """Whoever follows a link sees what it leads to, whatever was chosen before."""
    page = errata("en", "#e231")
    page.get_by_label("Kind", exact=True).select_option("kind-racy")
    page.locator("#e237").wait_for(state="hidden")
    page.evaluate("location.hash = '#e237'")
    page.locator("#e237").wait_for()
    assert len(visible(page)[0]) == len(FAULTS)


def test_without_scripts_all_entries_are_there(errata):
    """No form that would do nothing, and nothing hidden."""
    page = errata("en", java_script_enabled=False)
    assert not page.locator(".filter").is_visible()
    assert page.locator(".erratum").count() == len(FAULTS)
    assert page.locator("#e231").is_visible()


# ---- the extension, on the tiny site ----

GOOD = {
    "id": '"E231"',
    "section": '"2.3"',
    "kind": '"outdated"',
    "place": '"home"',
    "fails": '["ch00_sample/talk/test_talk.py::test_it"]',
    "holds": '["ch00_sample/talk/test_talk.py::test_it"]',
    "zh": '{ original = "原文写的是 `甲`。", truth = "其实是{py:func}`len`，见[首页](#home)。" }',
    "en": '{ original = "It says `A`.", truth = "It is {py:func}`len`, see [here](#home)." }',
}


def table(**changes):
    """Write a fault as data, with some keys otherwise, or left out (None)."""
    lines = [f"{key} = {value}" for key, value in (GOOD | changes).items() if value is not None]
    return "\n".join(["[[fault]]", *lines, ""])


def add_errata(docs, data, listed="2.3"):
    """Give the tiny site data, the page of errata, and a page that ends with a list."""
    (docs / "errata.toml").write_text(data, "utf-8")
    (docs.parent / "snippets/ch00_sample/talk/test_talk.py").touch()  # proofs link to its row
    front = "---\norphan: true\n---\n"
    (docs / "errata.md").write_text(
        f"{front}(errata)=\n# 勘误\n\n```{{errata-filter}}\n```\n\n```{{errata-chapter}} 2\n```\n",
        "utf-8",
    )
    (docs / "end.md").write_text(
        f"{front}(end)=\n# 完\n\n```{{errata}} {listed}\n```\n\n{{errata-count}}`all` 处\n", "utf-8"
    )


def build(docs, *languages):
    """Build the tiny site; return its folder."""
    out = docs.parents[1] / "html"
    build_site(out, work=docs.parents[1], docs=docs, languages=languages)
    return out


def test_a_list_is_in_the_language_of_the_page(tiny_docs):
    """Both languages come from the data, code and links among them."""
    add_errata(tiny_docs, table())
    out = build(tiny_docs, "zh", "en")
    zh, en = (
        (out / language / "end.html").read_text("utf-8").split('<ul class="errata')[1]
        for language in ("zh", "en")
    )
    assert "过时" in zh
    assert "原文写的是" in zh
    assert re.search(r"docs.python.org/zh-cn/3/\S+#len", zh)
    assert "Outdated" in en
    assert "It says" in en
    assert re.search(r"docs.python.org/3/\S+#len", en)
    for text in (zh, en):
        assert 'href="index.html#home"' in text
        assert 'href="errata.html#e231"' in text
    for language in ("zh", "en"):
        page = (out / language / "errata.html").read_text("utf-8")
        assert 'href="verification.html#verification-ch00-sample-talk"' in page


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ("[[fault]]\nid = E231\n", "errata.toml: Invalid value"),
        ("[[faults]]\n", "unknown key 'faults': faults are tables named [[fault]]"),
        (table(place=None), "errata.toml:1: E231: has no 'place'"),
        (table(id='"X1"'), "the id is E or N and three digits"),
        (table(colour='"red"'), "unknown key 'colour': known are en, fails"),
        (table(section='"2.9"'), "unknown section '2.9': known are whole, 1,"),
        (table(kind='"bad"'), "unknown kind 'bad': known are wrong, outdated"),
        (table(fails=None), "has one of 'fails' and 'holds'"),
        (table(fails=None, holds=None), "has no proof"),
        (table(fails='["test_it"]'), "'fails' is a list of tests"),
        (table(versions='"3.9"'), "'versions' are some of 3.11"),
        (table(en='{ original = "x" }'), "'en' has original and truth, and nothing else"),
        (table(en='{ original = "x", truth = " " }'), "'en' has an empty text"),
        (table(unprovable='"why"'), "'unprovable' has en and zh"),
        (table() + table(), "errata.toml:10: E231: stands in line 1 too"),
    ],
)
def test_mistakes_in_the_data_are_named_with_a_way_out(tmp_path, data, complaint):
    """File, line, entry, and what to do."""
    (tmp_path / "errata.toml").write_text(data, "utf-8")
    faults, complaints = read_faults(tmp_path)
    assert len(complaints) == 1, complaints
    assert complaint in complaints[0]
    assert len(faults) == data.count('id = "E231"') - 1 or not faults


def test_mistakes_fail_the_build_where_they_were_made(tiny_docs):
    """Data, a text in them, or a directive: the warning leads to the line to change."""
    data = [
        table(id='"E201"', kind='"bad"'),
        table(id='"E202"', place='"no-place"'),
        table(id='"E203"', zh='{ original = "见[首页](#no-label)", truth = "是" }'),
        table(id='"E204"', zh='{ original = "{py:func}`nothing`", truth = "是" }'),
    ]
    add_errata(tiny_docs, "".join(data), "2.3 2.1 E999")
    with pytest.raises(BuildError) as caught:
        build(tiny_docs, "zh")
    lines = str(caught.value).splitlines()
    for place, words in [
        ("errata.toml:1:", "E201: unknown kind 'bad'"),
        ("errata.toml:10:", "no-place"),
        ("errata.toml:19:", "no-label"),
        ("errata.toml:28:", "py:func reference target not found: nothing"),
        ("end.md:7:", "section 2.1 has no fault in errata.toml: leave it out"),
        ("end.md:7:", "no fault E999 in errata.toml"),
    ]:
        assert any(place in line and words in line for line in lines), f"{words} not in {lines}"


def test_pages_follow_the_data(tiny_docs):
    """A change of the data alone is shown by the next build."""
    add_errata(tiny_docs, table())
    build(tiny_docs, "zh")
    (tiny_docs / "errata.toml").write_text(
        table(kind='"racy"') + table(id='"N201"', place='"end"'), "utf-8"
    )
    out = build(tiny_docs, "zh")
    for name, word in [("end", "靠运气"), ("end", "2 处"), ("errata", 'id="n201"')]:
        assert word in (out / "zh" / f"{name}.html").read_text("utf-8"), name


def test_texts_of_the_data_are_not_for_translators(tiny_docs, tmp_path):
    """They are in both languages already: no catalog has them."""
    add_errata(tiny_docs, table())
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "gettext", tiny_docs, tmp_path]
    subprocess.run(command, check=True)  # noqa: S603 - our own
    for name in ("end", "errata"):
        text = (tmp_path / f"{name}.pot").read_text("utf-8")
        assert "原文写的是" not in text
        assert "其实" not in text
        assert "过时" not in text


def test_lists_are_plain_text_where_there_is_no_page(tiny_docs, tmp_path):
    """A reader without a browser gets the same words, and no form."""
    add_errata(tiny_docs, table())
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "text", tiny_docs, tmp_path]
    subprocess.run(command, check=True)  # noqa: S603 - our own
    text = (tmp_path / "errata.txt").read_text("utf-8")
    assert "**E231** · 2.3 · 过时" in text
    assert "原文写的是" in text
    assert "<form" not in text
