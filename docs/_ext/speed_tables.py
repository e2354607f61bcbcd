"""What `nox -s bench` has measured, as tables for the page with all runs."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path

from sphinx.errors import ExtensionError
from sphinx.locale import _

from benchmarks.record import SNIPPETS, Bench, BenchError, Ratio, ratios, read
from evidence_tables import commit_of, paragraph, table


def speed_lines(evidence_folder: str) -> Iterator[str]:
    """Make the tables; nothing but a sentence where nothing was measured.

    :param evidence_folder: the folder of the evidence, "" for none
    :raises ExtensionError: when the file beside the evidence does not follow its schema
    """
    bench = _read(evidence_folder) if evidence_folder else None
    if bench is None:
        yield paragraph(_("For this site nothing was measured."))
        return
    yield paragraph(_machine(bench))
    yield from table(
        _("How fast it is"),
        [_("What over what"), _("Seconds"), _("Measured"), _("Goal"), _("Outcome")],
        [*map(_ratio, ratios(bench)), *_tests(bench)],
    )
    yield from table(
        _("What a reader loads"),
        [_("What"), _("Requests"), _("Bytes"), _("Duration")],
        _loads(bench),
    )


@cache
def _read(folder: str) -> Bench | None:
    try:
        return read(Path(folder))
    except BenchError as error:
        raise ExtensionError(str(error)) from None


def _machine(bench: Bench) -> str:
    """Say when and on what it was measured: the kind of machine, not which one."""
    return _("Measured %s on %s with %s · %s, %d cores; commit %s.") % (
        f"{datetime.fromisoformat(bench.date):%Y-%m-%d %H:%M} UTC",
        f"{bench.system.version} · {bench.system.machine}",
        bench.python.implementation,
        bench.python.version,
        bench.cores,
        commit_of(bench.commit, dirty=bench.dirty),
    )


def _name(ratio: Ratio) -> str:
    """Say what is compared, in the language of the page."""
    if ratio.tool:
        tool = f"{ratio.tool.name} {ratio.tool.version}".strip()
        return _("%s: %d snippets of one second / one of them") % (tool, SNIPPETS)
    return {
        "scenarios": _("All scenarios at once / the longest"),
        "in_turn": _("All scenarios one after another / the longest"),
        "cold": _("Both languages from nothing / plain Sphinx, one language"),
        "many": _("The same, with ten times the pages"),
        "growth": _("Both languages with ten times the pages / as they are"),
        "changed": _("Both languages after a change of one page / from nothing"),
    }[ratio.name]


def _ratio(ratio: Ratio) -> str:
    goal = f"{ratio.goal:.2f}" if ratio.goal else "–"
    outcome = "–"
    if ratio.goal:
        outcome = f"✗ {_('missed')}" if ratio.missed else f"✓ {_('reached')}"
    seconds = f"{ratio.time:.2f} / {ratio.over:.2f}"
    return _row(_name(ratio), seconds, f"{ratio.value:.2f}", goal, outcome)


def _tests(bench: Bench) -> Iterator[str]:
    if bench.tests is not None:
        yield _row(_("All tests of this project"), f"{bench.tests:.0f}", "–", "–", "–")


def _loads(bench: Bench) -> Iterator[str]:
    for page in bench.pages:
        yield _row(page.path, str(page.requests), str(page.bytes), "–")
    for search in bench.searches:
        name = _("The first answer of search, %s") % search.language
        duration = f"{search.seconds * 1000:.0f} ms"
        yield _row(name, str(search.requests), str(search.bytes), duration)


def _row(name: str, *cells: str) -> str:
    rest = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escape(name)}</th>{rest}</tr>'
