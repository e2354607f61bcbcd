"""What the home page shows of the book as it is: counted and drawn when it is written, never typed.

``{figures}`` counts programs, runs, versions of Python, start methods and corrected faults in the
evidence of this build; without evidence, what can be counted in files. ``{run-map}`` draws that
evidence: a row for each version of Python, and in it a bar for each scenario, chapter by chapter;
without evidence it draws nothing. ``{sections} ch01-udp/index`` links the sections of a chapter.

``home.css`` is loaded by the page with the figures only.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from errata import read_faults
from evidence_lines import PAGE, proof_of, versions
from harness.evidence import Result, Run
from harness.proof import Proof

STYLE: Final = "home.css"
# Of the map, in units of its view box.
_PITCH, _BAR, _HEIGHT, _ROW = 4, 3, 12, 17
_LEFT, _TOP, _GAP = 36, 16, 8


class Live(nodes.General, nodes.Element):
    """Stands for what is made when the page is written: ``kind``, and ``of`` a page."""


class _LiveDirective(SphinxDirective):
    kind: ClassVar[str]

    def run(self) -> list[nodes.Node]:
        """Leave a place."""
        return [Live("", kind=self.kind, of=self.arguments[0] if self.arguments else "")]


class Figures(_LiveDirective):
    """How much there is, and how much of it was run."""

    kind = "figures"


class RunMap(_LiveDirective):
    """Every scenario on every version of Python, in one picture."""

    kind = "map"


class Sections(_LiveDirective):
    """The sections of a chapter."""

    kind = "sections"
    required_arguments = 1


class ShowLive(SphinxPostTransform):
    """Put in what the places stand for: evidence is newer than what was read."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401 - Sphinx has it so
        """Look for the places."""
        del kwargs
        for node in list(self.document.findall(Live)):
            if node["kind"] == "sections":
                node.replace_self(self._sections(node["of"]))
                continue
            proof = proof_of(self.env)
            make = self._figures if node["kind"] == "figures" else self._map
            html = "\n".join(make(proof))
            node.replace_self([nodes.raw("", html, format="html")] if html else [])

    def _address(self, page: str) -> str:
        here = self.env.current_document.docname
        return self.app.builder.get_relative_uri(here, page)

    def _sections(self, chapter: str) -> nodes.Node:
        paragraph = nodes.paragraph(classes=["sections"])
        for page in self.env.toctree_includes.get(chapter, []):
            number = ".".join(map(str, self.env.toc_secnumbers.get(page, {}).get("", ())))
            title = self.env.titles[page].astext()
            link = nodes.reference("", f"{number}\u00a0{title}", refuri=self._address(page))
            link["internal"] = True
            paragraph += [nodes.Text(" "), link] if paragraph.children else [link]
        return paragraph

    def _figures(self, proof: Proof | None) -> Iterator[str]:
        root = Path(self.env.srcdir).parent
        yield '<dl class="figures">'
        for number, name in figures(root, proof):
            yield f"<div><dt>{escape(name)}</dt><dd>{number}</dd></div>"
        yield "</dl>"
        source = (
            _("Counted in the runs that this site was built from.")
            if proof and proof.runs
            else _("Counted in the files of this site, which was built without a run.")
        )
        yield f'<p class="counted">{escape(source)}{self._to_runs()}</p>'

    def _to_runs(self) -> str:
        if PAGE not in self.env.found_docs:
            return ""
        return f' <a class="reference internal" href="{self._address(PAGE)}">{_("All runs")}</a>'

    def _map(self, proof: Proof | None) -> Iterator[str]:
        if proof and proof.runs:
            yield '<figure class="run-map">'
            yield from draw(proof.runs)
            text = _("A row for each Python (%s), a bar for each lesson, chapter by chapter.")
            text %= versions(run.python for run in proof.runs)
            yield f"<figcaption>{escape(text)}</figcaption></figure>"


def figures(root: Path, proof: Proof | None) -> list[tuple[int, str]]:
    """Return numbers, and what they are of.

    :param root: the root of the repository
    :param proof: of the programs as they are now; without one, files are counted
    """
    lessons = [path for path in (root / "snippets").glob("ch[0-9][0-9]_*/*/*") if path.is_file()]
    tests = [path for path in lessons if path.name.startswith("test_") and path.suffix == ".py"]
    programs = [
        path.relative_to(root).as_posix()
        for path in lessons
        if path.suffix in {".py", ".pycon"} and path not in tests
    ]
    faults, _complaints = read_faults(root / "docs")
    corrected = [(len(faults), _("faults of the original put right"))] if faults else []
    if not proof or not proof.runs:
        found = sum(_count_tests(path) for path in tests)
        return [(len(programs), _("programs")), (found, _("tests")), *corrected]
    passed = [it for run in proof.runs for it in run.tests if it.outcome == "passed"]
    return [
        (sum(1 for file in programs if proof.proven(file)), _("programs run")),
        (len(passed), _("tests passed")),
        (len({run.python.label for run in proof.runs}), _("versions of Python")),
        (len({it.start_method for it in passed if it.start_method}), _("start methods")),
        *corrected,
    ]


def _count_tests(module: Path) -> int:
    """Return how many tests a module defines."""
    body = ast.parse(module.read_bytes()).body
    return sum(isinstance(it, ast.FunctionDef) and it.name.startswith("test_") for it in body)


def draw(runs: list[Run]) -> Iterator[str]:
    """Yield the map, as SVG in the colours of the page.

    :param runs: a row for each
    """
    rows = []
    for run in runs:
        of_lesson: dict[str, list[Result]] = defaultdict(list)
        for result in run.tests:
            of_lesson[result.scenario].append(result)
        rows.append((run.python.label, {name: _outcome(of) for name, of in of_lesson.items()}))
    scenarios = sorted({name for _label, cells in rows for name in cells})
    places, chapters, left = {}, [], _LEFT
    for chapter, names in groupby(scenarios, key=lambda name: int(name[2:4])):
        chapters.append((chapter, left))
        for name in names:
            places[name] = left
            left += _PITCH
        left += _GAP
    width, height = left, _TOP + _ROW * len(rows)
    outcomes = [outcome for _label, cells in rows for outcome in cells.values()]
    label = _("%d lessons, each run on Python %s: %d passed, %d failed, %d skipped.") % (
        len(scenarios),
        versions(run.python for run in runs),
        *(outcomes.count(it) for it in ("passed", "failed", "skipped")),
    )
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    yield f'role="img" aria-label="{escape(label)}">'
    yield from (f'<text x="{x}" y="9">{chapter}</text>' for chapter, x in chapters)
    for number, (name, cells) in enumerate(rows):
        y = _TOP + _ROW * number
        yield f'<text x="0" y="{y + _HEIGHT - 2}">{escape(name)}</text>'
        for outcome in sorted(set(cells.values())):
            # What failed or was skipped is lower, too: nobody has to tell colours apart.
            tall = _HEIGHT if outcome == "passed" else _HEIGHT // 2
            path = "".join(
                f"M{places[it]} {y + _HEIGHT}v-{tall}h{_BAR}v{tall}z"
                for it in scenarios
                if cells.get(it) == outcome
            )
            yield f'<path class="{outcome}" d="{path}"/>'
    yield "</svg>"


def _outcome(results: list[Result]) -> str:
    """Return how a lesson did: it has passed when something has passed, and nothing failed."""
    outcomes = {result.outcome for result in results}
    return next(it for it in ("failed", "passed", "skipped") if it in outcomes)


def _style(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    del templatename, context, doctree
    if pagename == app.config.root_doc and app.builder.name == "html":
        app.add_css_file(STYLE, priority=900)  # after site.css


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register directives, transform and style sheet."""
    app.add_directive("figures", Figures)
    app.add_directive("run-map", RunMap)
    app.add_directive("sections", Sections)
    app.add_post_transform(ShowLive)
    app.connect("html-page-context", _style)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
