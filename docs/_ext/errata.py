"""The faults of the original, as data: a list at the end of a page, and a page with all of them.

The data are ``errata.toml`` beside ``conf.py``, with a table for each fault:

.. code-block:: toml

    [[fault]]
    id = "E231"            # E… are faults known from the start, N… those found since
    section = "2.3"        # of the original; "whole" for what runs through all of it
    kind = "outdated"      # wrong, outdated, racy, insecure or misleading
    place = "authentication-hmac"  # label of the heading where our pages say it right
    # What was run, below snippets/: the original's way fails as said, and the right way holds.
    fails = ["ch02_sockets/digestmod/test_digestmod.py::test_…"]
    holds = ["ch02_sockets/digestmod/test_digestmod.py::test_…"]
    versions = "3.13, 3.14"  # optional: where it fails as said, if not on all of them
    # Instead of fails and holds, or besides: a source, or several; or why there is neither.
    source = "https://docs.python.org/3/library/hmac.html"
    unprovable = { zh = "…", en = "…" }
    not_run = ["Windows"]  # optional: platforms it speaks about that nothing was run on
    zh = { original = "…", truth = "…" }
    en = { original = "…", truth = "…" }

The texts are MyST: code, roles, and links to labels. They are translated here, not in a catalog.

A page lists the faults of some sections, or single ones, with ``{errata} 2.1 2.1.1 E006``. The
page of errata lists those of a chapter, with their proofs, with ``{errata-chapter} 2`` (0 is what
runs through all). ``{errata-filter}`` makes the form that narrows it down, for filter.js; the role
``{errata-count}`` says how many there are: ``all``, ``run`` (proven by a run), ``cited`` (by a
source only), ``neither``, or of a kind.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, ClassVar, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.typing import ExtensionMetadata

DATA: Final = "errata.toml"
VERIFICATION: Final = "verification"
"""The page that tells what was run; it has a row for every scenario."""
WHOLE: Final = "whole"
KINDS: Final = ("wrong", "outdated", "racy", "insecure", "misleading")
SECTIONS: Final = (
    WHOLE,
    *("1", "1.1", "1.2", "1.3"),
    *("2", "2.1", "2.1.1", "2.1.2", "2.2", "2.3"),
    *("3", "3.1", "3.2", "3.3", "3.3.1", "3.3.2", "3.3.3"),
    *("3.4", *(f"3.4.{number}" for number in range(1, 9))),
    *("3.5", "3.6", "3.7", "3.7.1", "3.8"),
    *("4", "4.1", "4.2", "4.3", "4.4", "4.5"),
    *("5", "5.1", "5.2"),
    "6",
)
"""The sections of the original, in its order."""
VERSIONS: Final = ("3.11", "3.12", "3.13", "3.14", "3.15")
PROOFS: Final = ("run", "cited", "neither")
_LANGUAGES: Final = ("zh", "en")
_ID: Final = re.compile(r"[EN]\d{3}")
_TEST: Final = re.compile(r"(?P<scenario>ch\d\d_\w+/\w+)/test_\w+\.py::(?P<name>test_\w+)")
_REQUIRED: Final = {"id", "section", "kind", "place", *_LANGUAGES}
_OPTIONAL: Final = {"fails", "holds", "versions", "source", "unprovable", "not_run"}

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fault:
    """A fault of the original; the fields are those of the data."""

    id: str
    section: str
    kind: str
    place: str
    fails: tuple[str, ...]
    holds: tuple[str, ...]
    versions: tuple[str, ...]
    source: tuple[str, ...]
    unprovable: dict[str, str]
    not_run: tuple[str, ...]
    original: dict[str, str]
    """what the original says or does, by language"""
    truth: dict[str, str]
    """what is true, by language"""
    file: Path
    line: int

    @property
    def chapter(self) -> int:
        """Return the chapter of the original; 0 for what runs through all of it."""
        return 0 if self.section == WHOLE else int(self.section[0])

    @property
    def proof(self) -> str:
        """Return what proves it: ``run``, ``cited`` or ``neither``."""
        if self.fails:
            return "run"
        return "cited" if self.source else "neither"

    @property
    def label(self) -> str:
        """Return the label of its entry on the page of errata."""
        return self.id.lower()


def read_faults(docs: Path) -> tuple[list[Fault], list[str]]:
    """Read the data in docs.

    :return: the faults, in the order of the original; and what is missing, unknown, or said twice,
        each with file and line
    """
    faults: dict[str, Fault] = {}
    complaints: list[str] = []
    file = docs / DATA
    for line, table in _tables(file, complaints) if file.is_file() else ():
        found = list(_complaints(table))
        if not found and table["id"] in faults:
            found = [f"stands in line {faults[table['id']].line} too: keep one of them"]
        complaints += [f"{file}:{line}: {table.get('id', 'a fault')}: {text}" for text in found]
        if not found:
            faults[table["id"]] = _fault(table, file, line)
    return sorted(faults.values(), key=_order), complaints


def _order(fault: Fault) -> tuple[int, str]:
    return SECTIONS.index(fault.section), fault.id


def _tables(file: Path, complaints: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each table of a file with its line; complain of what is no table of a fault."""
    text = file.read_text("utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        complaints.append(f"{file}: {error}")
        return
    complaints += [
        f"{file}: unknown key {key!r}: faults are tables named [[fault]]"
        for key in data.keys() - {"fault"}
    ]
    # The parser does not tell where a table begins.
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[fault]]"]
    yield from zip(lines, data.get("fault", []), strict=True)


def _complaints(table: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the table of a fault, and how to mend it."""
    for key in sorted(_REQUIRED - table.keys()):
        yield f"has no {key!r}"
    for key in sorted(table.keys() - _REQUIRED - _OPTIONAL):
        yield f"unknown key {key!r}: known are {', '.join(sorted(_REQUIRED | _OPTIONAL))}"
    if not _ID.fullmatch(str(table.get("id", "E000"))):
        yield "the id is E or N and three digits"
    for key, known in (("section", SECTIONS), ("kind", KINDS)):
        if table.get(key, known[0]) not in known:
            yield f"unknown {key} {table[key]!r}: known are {', '.join(known)}"
    versions = _words(table.get("versions", VERSIONS[0]))
    if not versions or not set(versions) <= set(VERSIONS):
        yield f"'versions' are some of {', '.join(VERSIONS)}, with commas between"
    yield from _complaints_of_proof(table)
    yield from _complaints_of_texts(table)


def _complaints_of_proof(table: dict[str, Any]) -> Iterator[str]:
    for key in ("fails", "holds"):
        tests = table.get(key, [])
        if not isinstance(tests, list) or not all(_TEST.fullmatch(str(test)) for test in tests):
            yield f"{key!r} is a list of tests: 'ch02_sockets/topic/test_topic.py::test_name'"
    if bool(table.get("fails")) != bool(table.get("holds")):
        yield "has one of 'fails' and 'holds': a run proves both, or give 'source' instead"
    if not any(table.get(key) for key in ("fails", "holds", "source", "unprovable")):
        yield "has no proof: give 'fails' and 'holds', or 'source', or say why it is 'unprovable'"


def _complaints_of_texts(table: dict[str, Any]) -> Iterator[str]:
    parts = {key: {"original", "truth"} for key in _LANGUAGES} | {"unprovable": set(_LANGUAGES)}
    for key in sorted(parts.keys() & table.keys()):
        text = table[key]
        if not isinstance(text, dict) or set(text) != parts[key]:
            yield f"{key!r} has {' and '.join(sorted(parts[key]))}, and nothing else"
        elif not all(isinstance(part, str) and part.strip() for part in text.values()):
            yield f"{key!r} has an empty text"


def _fault(table: dict[str, Any], file: Path, line: int) -> Fault:
    return Fault(
        id=table["id"],
        section=table["section"],
        kind=table["kind"],
        place=table["place"],
        fails=tuple(table.get("fails", [])),
        holds=tuple(table.get("holds", [])),
        versions=_words(table.get("versions", [])),
        source=_words(table.get("source", [])),
        unprovable=table.get("unprovable", {}),
        not_run=_words(table.get("not_run", [])),
        original={language: table[language]["original"].strip() for language in _LANGUAGES},
        truth={language: table[language]["truth"].strip() for language in _LANGUAGES},
        file=file,
        line=line,
    )


def _words(value: str | list[str]) -> tuple[str, ...]:
    """Return a list that may be written as one string, with commas between."""
    words = value.split(",") if isinstance(value, str) else value
    return tuple(word.strip() for word in words if word.strip())


class _ErrataDirective(SphinxDirective):
    """What the directives share: faults as nodes, in the language of the page."""

    @property
    def _language(self) -> str:
        return "zh" if str(self.config.language).startswith("zh") else "en"

    def _faults(self) -> list[Fault]:
        return _of(self.env)

    def _text(self, fault: Fault, text: str) -> list[nodes.Node]:
        """Parse the text of a fault; what is wrong in it is told with the line of the fault."""
        children, messages = self.state.inline_text(text, self.lineno)
        holder = nodes.Element("", *children, *messages)
        for node in holder.findall():
            node.source, node.line = str(fault.file), fault.line
        return list(holder.children)

    def _link(self, fault: Fault, label: str, text: str = "") -> addnodes.pending_xref:
        """Return a link to a label, with the title of its heading where no text is given."""
        link = addnodes.pending_xref(
            "",
            nodes.inline("", text, classes=["std", "std-ref"]),
            refdomain="std",
            reftype="ref",
            reftarget=label,
            refexplicit=bool(text),
            refwarn=True,
            refdoc=self.env.current_document.docname,
        )
        link.source, link.line = str(fault.file), fault.line
        return link

    def _paragraph(
        self, fault: Fault, *parts: nodes.Node | str, classes: Iterable[str] = ()
    ) -> nodes.paragraph:
        children = [nodes.Text(part) if isinstance(part, str) else part for part in parts]
        # Both languages stand in the data: nothing for the page's catalog.
        paragraph = nodes.paragraph("", "", *children, classes=list(classes), translatable=False)
        paragraph.source, paragraph.line = str(fault.file), fault.line
        return paragraph


class Errata(_ErrataDirective):
    """The faults of some sections of the original, or single ones, at the end of a page."""

    required_arguments: ClassVar[int] = 1
    final_argument_whitespace: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return them as a list; complain of a section, or an id, that there is nothing of."""
        faults, chosen, complaints = self._faults(), [], []
        for word in self.arguments[0].split():
            found = [fault for fault in faults if word in {fault.id, fault.section}]
            chosen += [fault for fault in found if fault not in chosen]
            if not found and word in SECTIONS:
                complaints.append(f"section {word} has no fault in errata.toml: leave it out")
            elif not found:
                complaints.append(f"no fault {word} in errata.toml, and no section {word}")
        if not self.env.errata_read:  # type: ignore[attr-defined]
            complaints = []  # that has been told: where, and why
        reporter = self.state.document.reporter
        shown = [self._item(fault) for fault in sorted(chosen, key=_order)]
        return [
            *(nodes.bullet_list("", *shown, classes=["errata"]) for _some in shown[:1]),
            *(reporter.warning(complaint, line=self.lineno) for complaint in complaints),
        ]

    def _item(self, fault: Fault) -> nodes.list_item:
        kind = nodes.strong(text=kind_name(fault.kind), classes=["errata-kind"])
        original = self._text(fault, fault.original[self._language])
        truth = self._text(fault, fault.truth[self._language])
        place = self._link(fault, fault.place)
        entry = self._link(fault, fault.label, fault.id)
        links = nodes.inline("", "", place, nodes.Text("\u00a0· "), entry, classes=["errata-links"])
        return nodes.list_item(
            "",
            self._paragraph(fault, kind, _(": "), *original, classes=["errata-original"]),
            self._paragraph(fault, *truth, " ", links),
        )


class ErrataChapter(_ErrataDirective):
    """All faults of a chapter, each with its proof, on the page of errata."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Return them as a list."""
        faults = [fault for fault in self._faults() if str(fault.chapter) == self.arguments[0]]
        items = [self._item(fault) for fault in faults]
        return [nodes.bullet_list("", *items, classes=["errata-all"]) for _some in items[:1]]

    def _item(self, fault: Fault) -> nodes.list_item:
        item = nodes.list_item("", classes=["erratum"], names=[fault.label])
        item["classes"] += [f"kind-{fault.kind}", f"chapter-{fault.chapter}"]
        self.state.document.note_explicit_target(item)
        facts = [_section(fault), kind_name(fault.kind)]
        if fault.versions:
            facts.append(f"Python {_(', ').join(fault.versions)}")
        head = nodes.strong(text=fault.id)
        item += self._paragraph(
            fault, head, *(f" · {fact}" for fact in facts), classes=["erratum-head"]
        )
        item += self._line(
            fault, _("The original"), self._text(fault, fault.original[self._language])
        )
        item += self._line(fault, _("In truth"), self._text(fault, fault.truth[self._language]))
        item += self._line(fault, _("Put right"), [self._link(fault, fault.place)])
        proofs = {_("It fails"): fault.fails, _("It holds"): fault.holds}
        if fault.fails == fault.holds:
            proofs = {_("Proof"): fault.fails}
        for title, tests in proofs.items():
            if tests:
                item += self._line(
                    fault, title, self._joined([self._test(fault, test) for test in tests])
                )
        if fault.source:
            links = [nodes.reference("", _host(it), refuri=it) for it in fault.source]
            item += self._line(fault, _("Source"), self._joined([[link] for link in links]))
        if fault.unprovable:
            item += self._line(
                fault, _("No run proves it"), self._text(fault, fault.unprovable[self._language])
            )
        if fault.not_run:
            item += self._line(fault, _("Not run on"), [nodes.Text(_(", ").join(fault.not_run))])
        return item

    def _line(self, fault: Fault, title: str, content: list[nodes.Node]) -> nodes.paragraph:
        return self._paragraph(fault, nodes.strong(text=title), _(": "), *content)

    def _joined(self, parts: list[list[nodes.Node]]) -> list[nodes.Node]:
        joined: list[nodes.Node] = []
        for part in parts:
            joined += [*([nodes.Text(_(", "))] if joined else []), *part]
        return joined

    def _test(self, fault: Fault, test: str) -> list[nodes.Node]:
        """Return the name of a test, with a link to what became of it where there is one."""
        match = _TEST.fullmatch(test)
        scenario, name = match.groups() if match else ("", test)
        shown = nodes.literal(text=f"{scenario.rpartition('/')[2]} {name}")
        if VERIFICATION not in self.env.found_docs:
            return [shown]
        link = self._link(fault, nodes.make_id(f"{VERIFICATION}-{scenario}"), name)
        link.children = [shown]
        return [link]


class ErrataFilter(_ErrataDirective):
    """A form that narrows the page of errata down; only scripts show it."""

    def run(self) -> list[nodes.Node]:
        """Return the form; filter.js says more of it."""
        faults = self._faults()
        chapters = {f"chapter-{fault.chapter}": chapter_name(fault.chapter) for fault in faults}
        kinds = {f"kind-{kind}": kind_name(kind) for kind in KINDS}
        numbers = Counter(f"chapter-{fault.chapter}" for fault in faults)
        numbers.update(f"kind-{fault.kind}" for fault in faults)
        html = [
            f'<form class="filter" data-items=".erratum" data-shown="{_("%d of %d shown")}" hidden>'
        ]
        for name, title, choices in (
            ("filter-kind", _("Kind"), kinds),
            ("filter-chapter", _("Chapter"), chapters),
        ):
            options = {"": _("all")} | {
                key: f"{choice} ({numbers[key]})" for key, choice in choices.items()
            }
            html.append(f'<span><label for="{name}">{escape(title)}</label> <select id="{name}">')
            html += [f'<option value="{key}">{escape(it)}</option>' for key, it in options.items()]
            html.append("</select></span>")
        html.append("<output></output></form>")
        return [nodes.raw("", "\n".join(html), format="html")]


class ErrataCount(SphinxRole):
    """How many faults there are: all, with a proof of some sort, or of a kind."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number."""
        faults = _of(self.env)
        numbers = Counter(all=len(faults), **dict.fromkeys((*PROOFS, *KINDS), 0))
        numbers.update(fault.kind for fault in faults)
        numbers.update(fault.proof for fault in faults)
        if self.text in numbers:
            return [nodes.Text(str(numbers[self.text]))], []
        message = f"nothing to count by the name of {self.text}: known are {', '.join(numbers)}"
        return [], [self.inliner.reporter.warning(message, line=self.lineno)]


def _section(fault: Fault) -> str:
    return chapter_name(0) if fault.section == WHOLE else fault.section


def _host(address: str) -> str:
    """Return what to show of an address."""
    return address.removeprefix("https://").partition("#")[0]


def kind_name(kind: str) -> str:
    """Return a kind in the language of the page."""
    return {
        "wrong": _("Wrong"),
        "outdated": _("Outdated"),
        "racy": _("Racy"),
        "insecure": _("Insecure"),
        "misleading": _("Misleading"),
    }[kind]


def chapter_name(chapter: int) -> str:
    """Return a chapter of the original in the language of the page."""
    return _("Chapter %d") % chapter if chapter else _("The whole text")


def _of(env: BuildEnvironment) -> list[Fault]:
    """Return all faults; the page being read is read again when the data change."""
    env.note_dependency(str(Path(env.srcdir, DATA)))
    faults: list[Fault] = env.errata  # type: ignore[attr-defined]  # Sphinx's way to keep one's own
    return faults


def _read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read the data before the pages are read; a mistake in them is told once."""
    del docnames
    env.errata, complaints = read_faults(Path(app.srcdir))  # type: ignore[attr-defined]
    env.errata_read = bool(env.errata) or not complaints  # type: ignore[attr-defined]
    for complaint in complaints:
        _logger.warning("%s", complaint)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register directives and role."""
    app.connect("env-before-read-docs", _read)
    app.add_directive("errata", Errata)
    app.add_directive("errata-chapter", ErrataChapter)
    app.add_directive("errata-filter", ErrataFilter)
    app.add_role("errata-count", ErrataCount())
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
