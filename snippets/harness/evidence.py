"""What a run has proven, as a file that the site reads: the schema.

A run of all scenarios on one interpreter writes one file, such as
``build/evidence/cpython-3.13-linux-x86_64.json``. Files of several interpreters and machines lie
in one folder, or in folders below it, and are read together (see `proof`). The fields, version 2
of the schema:

.. code-block:: text

    schema          2
    python          version "3.13.0", implementation "CPython", free_threaded false
    system          name "Linux", "macOS" or "Windows", version "Debian GNU/Linux 12", machine
    commit          what was checked out, null where that is unknown
    dirty           whether what ran differs from the commit
    date            when the run ended, in UTC: "2026-11-23T10:35:34+00:00"
    seconds         how long all scenarios took, side by side
    files           sha256 of each file that a test below names, by its path in the repository
    tests           for each test:
        id              as pytest has it, with parameters
        scenario        its folder below snippets/: "ch03_processes/main_guard"
        outcome         "passed", "failed" or "skipped"
        reason          why it failed or was skipped, in one line, "" for passed
        seconds         how long it took
        start_method    multiprocessing's default while it ran, null for Python's own
        files           what it used: its module, programs, sessions, records
        foreign         records it named and did not compare: they are for other versions or systems
        started         the programs and sessions it started, in order:
            command     file and arguments: ["client.py", "alice"]
            terminal    the first, from 1, in which nothing ran any more that the test knew of
            record      what its output was held against, null for nothing
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import subprocess
import tempfile
import typing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA: Final = 2
"""Its version: another number means that files have to be written anew."""
BENCH: Final = "bench.json"
"""What lies beside the evidence and is none: how fast it all is (docs/benchmarks/record.py)."""


class EvidenceError(Exception):
    """A file of evidence cannot be understood; the message names it and says what to do."""


@dataclass(frozen=True)
class Python:
    """The interpreter that ran the programs."""

    version: str
    implementation: str
    free_threaded: bool

    @property
    def label(self) -> str:
        """What readers call it: 3.14, 3.14t when free-threaded, PyPy 3.11."""
        major, minor, *_ = self.version.split(".")
        name = "" if self.implementation == "CPython" else f"{self.implementation} "
        return f"{name}{major}.{minor}{'t' if self.free_threaded else ''}"

    @property
    def order(self) -> tuple[str, bool, tuple[int, ...]]:
        """Sort versions as numbers, CPython first."""
        other = "" if self.implementation == "CPython" else self.implementation
        return other, self.free_threaded, tuple(map(int, re.findall(r"\d+", self.version)))


@dataclass(frozen=True)
class System:
    """The machine it ran on."""

    name: str
    version: str
    machine: str


@dataclass(frozen=True)
class Start:
    """A program that a test started; the fields are those of the schema."""

    command: list[str]
    terminal: int
    record: str | None


@dataclass(frozen=True)
class Result:
    """How a test ended; the fields are those of the schema."""

    id: str
    scenario: str
    outcome: str
    reason: str
    seconds: float
    start_method: str | None
    files: list[str]
    foreign: list[str]
    started: list[Start] = field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """A run of all scenarios on an interpreter; the fields are those of the schema."""

    python: Python
    system: System
    commit: str | None
    dirty: bool
    date: str
    seconds: float
    files: dict[str, str]
    tests: list[Result]

    @property
    def file_name(self) -> str:
        """The same for an interpreter on a kind of machine: a new run replaces the old."""
        python = self.python.label.replace(" ", "-").lower()
        if self.python.implementation == "CPython":
            python = f"cpython-{python}"
        return f"{python}-{self.system.name}-{self.system.machine}.json".lower()


def write(run: Run, folder: Path) -> Path:
    """Write the evidence of a run into a folder: wholly or, whatever happens, not at all."""
    text = json.dumps({"schema": SCHEMA, **asdict(run)}, ensure_ascii=False, indent=1)
    return write_whole(folder / run.file_name, text + "\n")


def write_whole(file: Path, text: str) -> Path:
    """Write a file, and its folder, wholly or, whatever happens, not at all; return it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=file.parent, prefix=".", suffix=".part", delete=False
    ) as part:
        try:
            part.write(text)
            part.close()
            Path(part.name).chmod(0o644)
            os.replace(part.name, file)  # noqa: PTH105 - the temporary file has its name only
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
    return file


def files(folder: Path) -> list[Path]:
    """List the files of evidence in a folder, and in those below it."""
    return sorted(file for file in folder.rglob("*.json") if file.name != BENCH)


def read(file: Path) -> Run:
    """Read a file of evidence.

    :raises EvidenceError: when it does not follow the schema
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        wrong = [str(error)]
    else:
        wrong = list(_faults(data))
    if wrong:
        raise EvidenceError(
            f"{file}: {wrong[0]}: delete it; `nox -s snippets` on the same Python writes it anew"
        )
    return Run(
        python=Python(**data["python"]),
        system=System(**data["system"]),
        commit=data["commit"],
        dirty=data["dirty"],
        date=data["date"],
        seconds=data["seconds"],
        files=data["files"],
        tests=[
            Result(**{**test, "started": [Start(**start) for start in test["started"]]})
            for test in data["tests"]
        ],
    )


_SHAPE: Final[dict[object, object]] = {
    "schema": {SCHEMA},
    "python": {"version": str, "implementation": str, "free_threaded": bool},
    "system": {"name": str, "version": str, "machine": str},
    "commit": str | None,
    "dirty": bool,
    "date": str,
    "seconds": float,
    "files": {str: str},
    "tests": [
        {
            "id": str,
            "scenario": str,
            "outcome": {"passed", "failed", "skipped"},
            "reason": str,
            "seconds": float,
            "start_method": str | None,
            "files": [str],
            "foreign": [str],
            "started": [{"command": [str], "terminal": int, "record": str | None}],
        }
    ],
}
"""The schema: types, sets of values, lists, objects with fixed names, and with names of a type."""


def _faults(data: object) -> Iterator[str]:
    """Say where data do not follow the schema."""
    if isinstance(data, dict) and data.get("schema") != SCHEMA:
        # Not one word about the fields of another version.
        yield f"schema is {data.get('schema')!r}, this project reads {SCHEMA}"
        return
    wrong = list(mismatches(data, _SHAPE, ""))
    yield from wrong
    if not wrong and isinstance(data, dict):
        named = {name for test in data["tests"] for name in (*test["files"], *test["foreign"])}
        yield from (f"files lacks {name}, which a test names" for name in named - {*data["files"]})


def mismatches(value: object, shape: object, where: str) -> Iterator[str]:
    """Say where data do not have a shape: for people, a line each.

    :param value: the data
    :param shape: a type, a set of values, a list of one shape, or names with a shape each, where
        ``str`` as a name stands for any
    :param where: the name of the place in the file
    """
    match shape:
        case dict():
            yield from _mismatches_of_object(value, shape, where)
        case [of] if isinstance(value, list):
            for number, one in enumerate(value):
                yield from mismatches(one, of, f"{where}[{number}]")
        case list():
            yield f"{where} is no list"
        case set():
            if value not in list(shape):  # what cannot be hashed neither
                yield f"{where} is {value!r}, not one of {', '.join(sorted(map(repr, shape)))}"
        case kind:
            allowed = float | int if kind is float else typing.cast("type", kind)
            if not isinstance(value, allowed) or (isinstance(value, bool) and kind is not bool):
                yield f"{where} is {value!r}, not {getattr(kind, '__name__', kind)}"


def _mismatches_of_object(value: object, shape: dict[object, object], where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where or 'the file'} is no object"
        return
    if str in shape:  # names of its own choice
        shape = dict.fromkeys(value, shape[str])
    for name in sorted(map(str, shape.keys() | value.keys())):
        place = f"{where}.{name}" if where else name
        if name not in value:
            yield f"{place} is missing"
        elif name not in shape:
            yield f"{place} is not known"
        else:
            yield from mismatches(value[name], shape[name], place)


def digest(file: Path) -> str | None:
    """Return the sha256 of a file, None if there is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def describe_python(python: str) -> Python:
    """Ask an interpreter what it is."""
    ask = (
        "import json, platform, sysconfig; print(json.dumps({"
        "'version': platform.python_version(),"
        "'implementation': platform.python_implementation(),"
        "'free_threaded': bool(sysconfig.get_config_var('Py_GIL_DISABLED'))}))"
    )
    answer = subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True)  # noqa: S603 - asks a version
    return Python(**json.loads(answer.stdout))


def describe_system() -> System:
    """Tell what this machine runs."""
    name = platform.system()
    machine = platform.machine()
    if name == "Darwin":
        return System("macOS", platform.mac_ver()[0], machine)
    if name == "Linux":
        try:
            distribution = platform.freedesktop_os_release()["PRETTY_NAME"]
        except (OSError, KeyError):
            distribution = "Linux"
        return System(name, f"{distribution}, kernel {platform.release()}", machine)
    return System(name, platform.version(), machine)


def describe_commit(root: Path, *paths: str) -> tuple[str | None, bool]:
    """Return the commit that is checked out, None if unknown, and whether paths differ from it."""
    commit = _git(root, "rev-parse", "HEAD")
    changed = _git(root, "status", "--porcelain", "--", *paths)
    return commit or None, bool(changed)


def _git(root: Path, *arguments: str) -> str:
    try:
        answer = subprocess.run(  # noqa: S603 - our own words
            ["git", "--no-optional-locks", *arguments],  # noqa: S607 - wherever it is installed
            cwd=root,
            check=False,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""
