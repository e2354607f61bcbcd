"""The page with all runs: what ran, where, how it ended, how long it took.

``{verification} runs`` lists the runs that this build has evidence of, ``matrix`` all scenarios and
what became of them in each run, with a form for filter.js; ``slowest`` and ``skipped`` list what
their names say; ``speed`` has what was measured with `nox -s bench`, where that is there. All are
made when the page is written, from the same evidence as the lines over the blocks.

Each scenario has a label on this page, and an id: ``verification-`` and its folder below snippets/,
with a hyphen for what is neither letter nor digit.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any, ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from errata import chapter_name
from evidence_lines import METHODS, proof_of, row_label, versions
from evidence_tables import commit_of, paragraph, table
from harness.evidence import Result, Run
from shown_files import blocks_of
from speed_tables import speed_lines

PARTS: Final = ("runs", "matrix", "slowest", "skipped", "speed")
SLOWEST: Final = 10


class VerificationPart(nodes.General, nodes.Element):
    """Stands for a part of the page, which ``part`` names."""


class Verification(SphinxDirective):
    """A part of the page."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Leave a place for the part; with the matrix, give each scenario its label."""
        part = directives.choice(self.arguments[0], PARTS)
        self.env.note_reread()  # scenarios come and go without a change of the page
        if part == "matrix":
            page = self.env.current_document.docname
            for scenario in _scenarios(Path(self.env.srcdir).parent):
                label = row_label(scenario)
                self.env.domains.standard_domain.anonlabels[label] = (page, label)
        return [VerificationPart("", part=part)]


class ShowParts(SphinxPostTransform):
    """Put the parts in when the page is written, because evidence is newer than what was read."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401 - Sphinx has it so
        """Look for their places."""
        del kwargs
        for node in list(self.document.findall(VerificationPart)):
            html = "\n".join(self._lines(node["part"]))
            node.replace_self(nodes.raw("", html, format="html"))

    def _lines(self, part: str) -> Iterator[str]:
        proof = proof_of(self.env)
        runs = proof.runs if proof else []
        rows = list(_rows(runs, _scenarios(Path(self.env.srcdir).parent)))
        if part == "speed":
            yield from speed_lines(self.config.evidence_folder)
        elif part == "matrix":
            yield from _matrix(runs, rows, self._pages())
        elif not runs:
            yield paragraph(_("This site was built without a run: there is nothing to show here."))
        elif part == "runs":
            yield from _totals(runs)
        elif part == "slowest":
            yield from _slowest(runs, rows)
        else:
            yield from _skipped(runs)

    def _pages(self) -> dict[str, str]:
        """Return the address of the first page that shows something of a scenario."""
        here = self.env.current_document.docname
        pages: dict[str, str] = {}
        for docname, blocks in sorted(blocks_of(self.env).items()):
            for _line, file in blocks:
                scenario = "/".join(Path(file or "").parts[1:3])
                pages.setdefault(scenario, self.app.builder.get_relative_uri(here, docname))
        return pages


@dataclass(frozen=True)
class Row:
    """A scenario under a start method, None for Python's own, and its results in each run."""

    scenario: str
    method: str | None
    results: list[list[Result]]

    @property
    def chapter(self) -> int:
        """The number in the name of the folder."""
        return int(self.scenario[2:4])


def _scenarios(root: Path) -> list[str]:
    """Return all scenarios there are, run or not."""
    modules = (root / "snippets").glob("ch[0-9][0-9]_*/*/test_*.py")
    return sorted({"/".join(module.parts[-3:-1]) for module in modules})


def _rows(runs: Iterable[Run], scenarios: Iterable[str]) -> Iterator[Row]:
    found = []
    for run in runs:
        cells: dict[tuple[str, str | None], list[Result]] = defaultdict(list)
        for result in run.tests:
            cells[result.scenario, result.start_method].append(result)
        found.append(cells)
    for scenario in scenarios:
        methods = [it for it in (None, *METHODS) if any((scenario, it) in cells for cells in found)]
        for method in methods or [None]:
            yield Row(scenario, method, [cells.get((scenario, method), []) for cells in found])


def _seconds(results: Iterable[Result]) -> float:
    return sum(result.seconds for result in results)


def _count(results: Iterable[Result], outcome: str) -> int:
    return sum(result.outcome == outcome for result in results)


def _outcome(results: list[Result]) -> str:
    """Return the worst: ``failed``, ``missing``, ``skipped`` or ``passed``."""
    if not results:
        return "missing"
    return next(it for it in ("failed", "skipped", "passed") if _count(results, it))


def _cell(results: list[Result]) -> str:
    """Say in few words how tests ended: signs for the eye, and never a colour alone."""
    seconds = f"{_seconds(results):.2f} s"
    failed, skipped = _count(results, "failed"), _count(results, "skipped")
    if not results:
        return _("no run")
    if failed:
        return f"✗ {_('%d of %d failed') % (failed, len(results))} · {seconds}"
    if skipped == len(results):
        return f"– {_('skipped')}"
    return f"✓ {seconds}" + (f" · {_('%d skipped') % skipped}" if skipped else "")


def _matrix(runs: list[Run], rows: list[Row], pages: Mapping[str, str]) -> Iterator[str]:
    if runs:
        yield from _filter(rows)
    headings = [_("Scenario"), *([_("Start method")] if runs else [])]
    headings += [f"{run.python.label} {run.system.name}" for run in runs]
    lines, before = [], ""
    for row in rows:
        outcomes = {_outcome(results) for results in row.results}
        classes = [f"chapter-{row.chapter}", f"method-{row.method}"]
        classes += [f"some-{outcome}" for outcome in sorted(outcomes - {"passed"})]
        classes += ["all-passed"] if outcomes == {"passed"} else []
        label = f' id="{row_label(row.scenario)}"' if row.scenario != before else ""
        name = escape(row.scenario).replace("/", "/<wbr>").replace("_", "_<wbr>")
        if row.scenario in pages:
            name = f'<a class="reference internal" href="{pages[row.scenario]}">{name}</a>'
        cells = [row.method or _("default")] if runs else []
        cells += [_cell(results) for results in row.results]
        lines.append(
            f'<tr{label} class="{" ".join(classes)}"><th scope="row">{name}</th>'
            f"{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        )
        before = row.scenario
    yield from table(_("All scenarios"), headings, lines, "runs matrix")


def _filter(rows: list[Row]) -> Iterator[str]:
    """Make the form, which shows itself where scripts run; filter.js says more of it."""
    chapters = {f"chapter-{row.chapter}": chapter_name(row.chapter) for row in rows}
    methods = {f"method-{it}": it or _("default") for it in (None, *METHODS)}
    outcomes = {
        "all-passed": _("passed everywhere"),
        "some-failed": _("failed somewhere"),
        "some-skipped": _("skipped somewhere"),
        "some-missing": _("no run somewhere"),
    }
    shown = escape(_("%d of %d shown"))
    yield f'<form class="filter" data-items=".matrix tbody tr" data-shown="{shown}" hidden>'
    for title, choices in (
        (_("Chapter"), chapters),
        (_("Start method"), methods),
        (_("Outcome"), outcomes),
    ):
        options = {"": _("all"), **choices}
        yield f"<label>{escape(title)} <select>"
        yield from (f'<option value="{key}">{escape(it)}</option>' for key, it in options.items())
        yield "</select></label>"
    yield f'<label>{escape(_("Name"))} <input type="search"></label>'
    yield "<output></output></form>"


def _totals(runs: list[Run]) -> Iterator[str]:
    results = [result for run in runs for result in run.tests]
    yield paragraph(
        _("%d runs, %d scenarios: %d tests passed, %d skipped, %d failed.")
        % (
            len(runs),
            len({result.scenario for result in results}),
            *(_count(results, outcome) for outcome in ("passed", "skipped", "failed")),
        )
    )
    headings = [_("Python"), _("System"), _("Commit"), _("Date")]
    headings += [_("passed"), _("skipped"), _("failed"), _("Duration")]
    lines = []
    for run in runs:
        python = f"{run.python.implementation} {run.python.version}"
        cells = [
            f"{run.system.version} · {run.system.machine}",
            commit_of(run.commit, dirty=run.dirty),
            f"{datetime.fromisoformat(run.date):%Y-%m-%d %H:%M} UTC",
            *(str(_count(run.tests, outcome)) for outcome in ("passed", "skipped", "failed")),
            f"{run.seconds:.0f} s",
        ]
        threads = _(", ") + _("free-threaded") if run.python.free_threaded else ""
        lines.append(
            f'<tr><th scope="row">{escape(python + threads)}</th>'
            f"{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        )
    yield from table(_("All runs"), headings, lines)


def _slowest(runs: list[Run], rows: list[Row]) -> Iterator[str]:
    timed = [
        (_seconds(results), row, run)
        for row in rows
        for run, results in [
            max(zip(runs, row.results, strict=True), key=lambda it: _seconds(it[1]))
        ]
    ]
    timed.sort(key=lambda it: -it[0])
    lines = [
        f'<tr><th scope="row">{escape(row.scenario)}</th><td>{row.method or _("default")}</td>'
        f"<td>{run.python.label} {run.system.name}</td><td>{seconds:.2f} s</td></tr>"
        for seconds, row, run in timed[:SLOWEST]
    ]
    headings = [_("Scenario"), _("Start method"), _("Python"), _("Duration")]
    yield from table(_("The slowest"), headings, lines)


def _skipped(runs: list[Run]) -> Iterator[str]:
    found: dict[tuple[str, str], list[Run]] = defaultdict(list)
    for run in runs:
        for result in run.tests:
            if result.outcome == "skipped":
                name = result.id.rpartition("::")[2].partition("[")[0]
                of_test = found[f"{result.scenario} {name}", result.reason]
                of_test += [run] if run not in of_test else []
    if not found:
        yield paragraph(_("No test was skipped."))
        return
    lines = [
        f'<tr><th scope="row">{escape(name)}</th>'
        f"<td>{versions([run.python for run in skipped])}</td>"
        f'<td lang="en">{escape(reason)}</td></tr>'
        for (name, reason), skipped in sorted(found.items(), key=lambda it: it[0])
    ]
    yield from table(_("Skipped tests"), [_("Test"), _("Python"), _("Reason")], lines)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register directive and transform."""
    app.add_directive("verification", Verification)
    app.add_post_transform(ShowParts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
