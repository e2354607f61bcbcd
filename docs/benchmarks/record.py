"""What a run of the measures has found, as a file that the site reads: ``bench.json``.

It lies in the folder of the evidence (see ``snippets/harness/evidence.py``), whose words for the
interpreter, the system, the commit and the date it shares. Times are in seconds where nothing else
is said; ratios are made of them when they are shown. The fields, version 1 of the schema:

.. code-block:: text

    schema          1
    python          version, implementation, free_threaded
    system          name, version, machine
    cores           how many the machine has for this
    commit          what was checked out, null where that is unknown
    dirty           whether what was measured differs from the commit
    date            when the run ended, in UTC
    scenarios       all programs of the tutorial on one interpreter
        count       folders of snippets
        together    all side by side
        longest     the one that took longest, there
        in_turn     what all took, there, added up
    builds          of the site, from nothing where nothing else is said
        pages       of one language
        many_pages  where there are TIMES as many, or a few more
        plain       one language, by Sphinx without anything of ours
        both        both languages, by docs/build.py
        many_plain  as plain, with many pages
        many        as both, with many pages
        changed     as both, after a change of one page
    tools           for each that runs snippets of one second, ours first:
        name
        version     "" for ours
        one         one snippet
        all         SNIPPETS of them
    tests           all tests of this project; null where nobody asked for it
    pages           for each kind of page, in each language, what a browser asks for at first:
        path        such as "en/errata.html"
        requests
        bytes       as they are sent, compressed, without headers
    searches        for the first question in each language
        language    "zh" or "en"
        requests
        bytes
        seconds     from the question to its answer
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal, NamedTuple

from harness.evidence import BENCH, Python, System, mismatches, write_whole

SCHEMA: Final = 1
TIMES: Final = 10
SNIPPETS: Final = 40

Name = Literal["scenarios", "in_turn", "cold", "many", "growth", "changed", "ours", "tools"]
GOALS: Final[dict[Name, float]] = {"scenarios": 1.25, "cold": 2.0, "changed": 0.35, "ours": 2.2}
"""What a ratio should not be above."""


class BenchError(Exception):
    """The file cannot be understood; the message names it and says what to do."""


@dataclass(frozen=True)
class Scenarios:
    """All programs of the tutorial; the fields are those of the schema."""

    count: int
    together: float
    longest: float
    in_turn: float


@dataclass(frozen=True)
class Builds:
    """The site being built; the fields are those of the schema."""

    pages: int
    many_pages: int
    plain: float
    both: float
    many_plain: float
    many: float
    changed: float


@dataclass(frozen=True)
class Tool:
    """What runs snippets of one second; the fields are those of the schema."""

    name: str
    version: str
    one: float
    all: float


@dataclass(frozen=True)
class Page:
    """What a page costs; the fields are those of the schema."""

    path: str
    requests: int
    bytes: int


@dataclass(frozen=True)
class Search:
    """What an answer costs; the fields are those of the schema."""

    language: str
    requests: int
    bytes: int
    seconds: float


@dataclass(frozen=True)
class Bench:
    """A run of all measures; the fields are those of the schema."""

    python: Python
    system: System
    cores: int
    commit: str | None
    dirty: bool
    date: str
    scenarios: Scenarios
    builds: Builds
    tools: list[Tool]
    tests: float | None
    pages: list[Page]
    searches: list[Search]


class Ratio(NamedTuple):
    """Two times over each other."""

    name: Name
    time: float
    over: float
    tool: Tool | None = None
    """which one was measured, where several are compared"""

    @property
    def value(self) -> float:
        """What was measured."""
        return self.time / self.over

    @property
    def goal(self) -> float | None:
        """What it should not be above."""
        return GOALS.get(self.name)

    @property
    def missed(self) -> bool:
        """Whether it is, with two decimals, as it is shown."""
        return self.goal is not None and round(self.value, 2) > self.goal


def ratios_of_scenarios(found: Scenarios) -> Iterator[Ratio]:
    """Compare all programs with the longest."""
    yield Ratio("scenarios", found.together, found.longest)
    yield Ratio("in_turn", found.in_turn, found.longest)


def ratios_of_builds(found: Builds) -> Iterator[Ratio]:
    """Compare our builds with plain ones, and with each other."""
    yield Ratio("cold", found.both, found.plain)
    yield Ratio("many", found.many, found.many_plain)
    yield Ratio("growth", found.many, found.both)
    yield Ratio("changed", found.changed, found.both)


def ratios_of_tools(found: list[Tool]) -> Iterator[Ratio]:
    """Compare many snippets with one, for each tool."""
    for number, tool in enumerate(found):
        yield Ratio("tools" if number else "ours", tool.all, tool.one, tool)


def ratios(bench: Bench) -> list[Ratio]:
    """Return all comparisons, in the order they are shown in."""
    return [
        *ratios_of_scenarios(bench.scenarios),
        *ratios_of_builds(bench.builds),
        *ratios_of_tools(bench.tools),
    ]


def write(bench: Bench, folder: Path) -> Path:
    """Write what was found into the folder of the evidence, wholly or not at all."""
    text = json.dumps({"schema": SCHEMA, **asdict(bench)}, ensure_ascii=False, indent=1)
    return write_whole(folder / BENCH, text + "\n")


def read(folder: Path) -> Bench | None:
    """Read what was found; None where nothing was measured.

    :param folder: that of the evidence
    :raises BenchError: when the file does not follow the schema
    """
    file = folder / BENCH
    try:
        data = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        wrong = [str(error)]
    else:
        wrong = list(_faults(data))
    if wrong:
        raise BenchError(f"{file}: {wrong[0]}: delete it; `nox -s bench` writes it anew")
    return Bench(
        python=Python(**data["python"]),
        system=System(**data["system"]),
        cores=data["cores"],
        commit=data["commit"],
        dirty=data["dirty"],
        date=data["date"],
        scenarios=Scenarios(**data["scenarios"]),
        builds=Builds(**data["builds"]),
        tools=[Tool(**it) for it in data["tools"]],
        tests=data["tests"],
        pages=[Page(**it) for it in data["pages"]],
        searches=[Search(**it) for it in data["searches"]],
    )


_SHAPE: Final[dict[object, object]] = {
    "schema": {SCHEMA},
    "python": {"version": str, "implementation": str, "free_threaded": bool},
    "system": {"name": str, "version": str, "machine": str},
    "cores": int,
    "commit": str | None,
    "dirty": bool,
    "date": str,
    "scenarios": {"count": int, "together": float, "longest": float, "in_turn": float},
    "builds": {
        "pages": int,
        "many_pages": int,
        "plain": float,
        "both": float,
        "many_plain": float,
        "many": float,
        "changed": float,
    },
    "tools": [{"name": str, "version": str, "one": float, "all": float}],
    "tests": float | None,
    "pages": [{"path": str, "requests": int, "bytes": int}],
    "searches": [{"language": {"zh", "en"}, "requests": int, "bytes": int, "seconds": float}],
}
"""The schema, as ``harness.evidence.mismatches`` takes it."""


def _faults(data: object) -> Iterator[str]:
    """Say where data do not follow the schema."""
    if isinstance(data, dict) and data.get("schema") != SCHEMA:
        yield f"schema is {data.get('schema')!r}, this project reads {SCHEMA}"
        return
    wrong = list(mismatches(data, _SHAPE, ""))
    yield from wrong
    if not wrong and isinstance(data, dict):
        times = {
            **{f"scenarios.{name}": time for name, time in data["scenarios"].items()},
            **{f"builds.{name}": time for name, time in data["builds"].items()},
            **{f"tools.{it['name']}": min(it["one"], it["all"]) for it in data["tools"]},
        }
        # Nothing can be compared with them.
        yield from (f"{name} is {time}, no time" for name, time in times.items() if not time > 0)
