"""How pytest runs scenarios: options, the ``run`` fixture, start methods, the summary."""

from __future__ import annotations

import math
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from _pytest.skipping import evaluate_skip_marks

from harness import evidence, leftovers, versions, wreckage
from harness.ahead import HIDDEN, Ahead, unsupported_arguments
from harness.gather import gather, why_partial
from harness.scenario import Settings

START_METHODS = ("fork", "spawn", "forkserver")
_SECONDS = "scenarios/seconds"

_ahead = pytest.StashKey[Ahead]()
_cleared = pytest.StashKey[list[str]]()
_deselected = pytest.StashKey[int]()
_asked = pytest.StashKey[versions.Version]()
_escaped = pytest.StashKey[list[str]]()
_partial = pytest.StashKey[str]()
_run = pytest.StashKey[wreckage.Run]()
_said = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the harness."""
    group = parser.getgroup("snippets", "programs of the tutorial")
    group.addoption(
        "--snippet-python",
        default=sys.executable,
        metavar="PATH",
        help="the interpreter that runs the programs (default: the one that runs pytest)",
    )
    group.addoption(
        "--evidence",
        type=Path,
        metavar="DIR",
        help="write what a run of all scenarios has proven to a file in this folder",
    )
    group.addoption(
        "--partial",
        action="store_true",
        help="let --evidence write what a part of the scenarios has proven, too",
    )
    group.addoption(
        "--longest",
        type=float,
        metavar="SECONDS",
        help="what no scenario may take longer than, whatever its own deadline",
    )
    group.addoption(
        "--record", action="store_true", help="rewrite recorded outputs that a run does not match"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Check the options; see to it that every process ends with this one."""
    if not shutil.which(python := config.option.snippet_python):
        raise pytest.UsageError(f"--snippet-python: there is no {python} that could be run")
    config.addinivalue_line("markers", "deadline(seconds): time for a whole scenario")
    config.stash[_deselected] = 0
    config.stash[_said] = []
    config.addinivalue_line(
        "markers", "needs_python(version, why): skip where the programs run on an older Python"
    )
    leftovers.adopt_orphans()
    # Many scenarios wait at once, each in a thread; one that goes on should not wait long for that.
    sys.setswitchinterval(0.0005)
    # `kill` ends a run as tidily as Ctrl-C, and Ctrl-C reaches the programs
    # even where this process inherited that it be ignored, as background jobs of scripts do.
    for number in signal.SIGTERM, signal.SIGINT:
        signal.signal(number, signal.default_int_handler)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes ``start_method`` once under each."""
    marked = {
        name
        for marker in metafunc.definition.iter_markers("parametrize")
        for name in str(marker.args[0]).replace(",", " ").split()
    }
    if "start_method" in metafunc.fixturenames and "start_method" not in marked:
        lacking = {"fork", "forkserver"} if sys.platform == "win32" else set()
        metafunc.parametrize(
            "start_method",
            [
                pytest.param(
                    name,
                    marks=[pytest.mark.skip(reason=f"Windows has no {name}")]
                    if name in lacking
                    else [],
                )
                for name in START_METHODS
            ],
        )


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Count the tests that were asked not to run."""
    if items:
        items[0].config.stash[_deselected] += len(items)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what the interpreter of the programs is too old for."""
    present = _version(config)
    for item in items:
        if marker := item.get_closest_marker("needs_python"):
            version, why = marker.args
            if present < versions.parse(version):
                running = ".".join(map(str, present))
                reason = f"{why} needs Python {version}, the programs run on {running}"
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start all scenarios."""
    config = session.config
    if config.option.collectonly:
        return
    items = [
        item
        for item in session.items
        if isinstance(item, pytest.Function)
        and "run" in item.fixturenames
        and not evaluate_skip_marks(item)
    ]
    for item in items:
        if wrong := unsupported_arguments(item):
            path, line, name = item.location
            raise pytest.UsageError(
                f"{path}:{(line or 0) + 1}: {name} runs ahead of the other tests, in a thread: "
                f"besides `run` it may take parametrized arguments only, not {', '.join(wrong)}"
            )
    config.stash[_cleared] = wreckage.clear()
    config.stash[_run] = wreckage.Run()
    settings = Settings(
        python=config.option.snippet_python,
        version=_version(config),
        run=config.stash[_run].name,
        seconds=config.option.longest or math.inf,
        rewrite_records=config.option.record,
    )
    # Now: a scenario that somebody adds while others run is not missing.
    why = why_partial(session, config.stash[_deselected])
    config.stash[_partial] = "" if config.option.partial else why
    config.stash[_ahead] = Ahead(items, settings, _remembered(config))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Report on a scenario that has run ahead."""
    __tracebackhide__ = HIDDEN
    ahead = pyfuncitem.config.stash.get(_ahead, None)
    if not ahead or pyfuncitem.nodeid not in ahead.jobs:
        return None
    try:
        ahead.wait(pyfuncitem.nodeid)
    finally:
        for title, text in ahead.jobs[pyfuncitem.nodeid].report:
            pyfuncitem.add_report_section("call", title, text)
    return True


@pytest.fixture
def run() -> None:
    """Stand for the scenario, which the test gets when it runs ahead (see `Ahead`)."""


def _write_evidence(session: pytest.Session, folder: Path) -> None:
    """Write what all scenarios have proven, and tell so in the summary."""
    config = session.config
    run, left_out = gather(session, config.stash[_ahead])
    config.stash[_said] += [f"evidence: {evidence.write(run, folder)}"]
    config.stash[_said] += [
        f"not all of {scenario} is in it: files changed while they ran" for scenario in left_out
    ]


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """End what still runs; kill, and report, what had hidden from its scenario."""
    ahead = session.config.stash.get(_ahead, None)
    if not ahead:
        return
    ahead.stop()
    # Orphans are children of this process by adoption, wherever they came from.
    children = psutil.Process().children(recursive=True)
    escaped = [child for child in children if leftovers.is_living(child)]
    session.config.stash[_escaped] = [leftovers.describe(process) for process in escaped]
    leftovers.kill_all(escaped)
    if escaped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    ended = exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    folder: Path | None = session.config.option.evidence
    if folder and ended and not session.shouldfail:
        if escaped:
            session.config.stash[_said].append("no evidence written: a process hid")
        elif why := session.config.stash[_partial]:
            session.config.stash[_said].append(f"no evidence written: {why}")
        else:
            try:
                _write_evidence(session, folder)
            except OSError as error:
                session.config.stash[_said].append(
                    f"FAILED: no evidence written: {error}: "
                    "mend that, or name another folder with --evidence"
                )
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
    session.config.stash[_run].end()
    if cache := _cache(session.config):
        seconds = {str(folder): seconds for seconds, folder in ahead.slowest()}
        cache.set(_SECONDS, _remembered(session.config) | seconds)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how long the scenarios took together, and which took longest."""
    config = terminalreporter.config
    ahead = config.stash.get(_ahead, None)
    if not ahead or not ahead.jobs:
        return
    for process in config.stash.get(_escaped, []):
        terminalreporter.write_line(f"FAILED: a process hid from its scenario: {process}", red=True)
    for process in config.stash[_cleared]:
        terminalreporter.write_line(f"killed, as it was left by a run that was killed: {process}")
    for text in config.stash[_said]:
        terminalreporter.write_line(text)
    slowest = ahead.slowest()
    total, longest = ahead.ended - ahead.began, slowest[0][0] or 1.0
    terminalreporter.section("scenarios")
    terminalreporter.write_line(
        f"{len(slowest)} scenarios in {total:.2f} s, {total / longest:.2f} times the longest one "
        f"(one after another: {sum(seconds for seconds, _ in slowest):.2f} s); the slowest:"
    )
    for seconds, folder in slowest[:5]:
        terminalreporter.write_line(f"  {seconds:6.2f} s  {folder.relative_to(config.rootpath)}")


def _version(config: pytest.Config) -> versions.Version:
    """Ask the interpreter of the programs for its version, once."""
    if _asked not in config.stash:
        ask = "import sys; print(*sys.version_info[:3], sep='.')"
        command = [config.option.snippet_python, "-c", ask]
        answer = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - asks a version
        try:
            config.stash[_asked] = versions.parse(answer.stdout)
        except ValueError:
            raise pytest.UsageError(
                f"--snippet-python: {command[0]} is no Python that runs (exit code "
                f"{answer.returncode}): {answer.stderr.strip() or 'it says nothing'}"
            ) from None
    return config.stash[_asked]


def _remembered(config: pytest.Config) -> dict[str, float]:
    cache = _cache(config)
    return dict(cache.get(_SECONDS, {})) if cache else {}


def _cache(config: pytest.Config) -> pytest.Cache | None:
    return getattr(config, "cache", None)  # absent under `-p no:cacheprovider`
