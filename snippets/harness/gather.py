"""Make evidence of what a run of pytest did."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from _pytest.skipping import evaluate_skip_marks

from harness import evidence
from harness.ahead import parameters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from harness.ahead import Ahead

_RAN = ("snippets", "conftest.py", "pyproject.toml", ".requirements")
"""What decides how scenarios end."""


def why_partial(session: pytest.Session, deselected: int) -> str:
    """Say why a run is no evidence of all scenarios; "" if it is.

    :param deselected: how many tests were not selected
    """
    if deselected or any("::" in argument for argument in session.config.args):
        return "only a part of the tests was selected"
    here = {item.path for item in session.items}
    missing = set((session.config.rootpath / "snippets").glob("ch*/*/test_*.py")) - here
    if missing:
        return "only a part of the scenarios was selected"
    if not here:
        return "there are no scenarios"
    if session.config.option.record:
        return "--record rewrites what a run should be held against"
    return ""


def gather(session: pytest.Session, ahead: Ahead) -> tuple[evidence.Run, list[str]]:
    """Wait for all scenarios; return what they have proven.

    :return: the evidence, and the scenarios of which it leaves out tests, because their files
        changed while they ran
    """
    config = session.config
    kept, left_out = [], set()
    for result in _results(session, ahead):
        job = ahead.jobs.get(result.id)
        if job and job.changed:
            left_out.add(result.scenario)
        else:
            kept.append(result)
    named = {name for result in kept for name in (*result.files, *result.foreign)}
    commit, dirty = evidence.describe_commit(config.rootpath, *_RAN)
    run = evidence.Run(
        python=evidence.describe_python(config.option.snippet_python),
        system=evidence.describe_system(),
        commit=commit,
        dirty=dirty,
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(ahead.ended - ahead.began, 2),
        files={name: _digest(config.rootpath / name, ahead) for name in sorted(named)},
        tests=kept,
    )
    return run, sorted(left_out)


def _results(session: pytest.Session, ahead: Ahead) -> Iterator[evidence.Result]:
    root = session.config.rootpath
    for item in session.items:
        if not isinstance(item, pytest.Function) or "run" not in item.fixturenames:
            continue
        job = ahead.jobs.get(item.nodeid)
        if job:
            outcome, reason = job.outcome()
        else:
            skipped = evaluate_skip_marks(item)
            outcome, reason = "skipped", skipped.reason if skipped else ""
        yield evidence.Result(
            id=item.nodeid,
            scenario=item.path.parent.relative_to(root / "snippets").as_posix(),
            outcome=outcome,
            reason=reason.partition("\n")[0],
            seconds=round(job.seconds, 2) if job else 0.0,
            start_method=parameters(item).get("start_method"),
            files=_names(job.files if job else [item.path], root),
            foreign=_names(job.foreign if job else [], root),
            started=[
                evidence.Start(
                    command, terminal, record.relative_to(root).as_posix() if record else None
                )
                for command, terminal, record in (job.started if job else [])
            ],
        )


def _names(files: list[Path], root: Path) -> list[str]:
    return sorted({file.relative_to(root).as_posix() for file in files})


def _digest(file: Path, ahead: Ahead) -> str:
    return ahead.digests.get(file) or evidence.digest(file) or ""
