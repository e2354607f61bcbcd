"""Commands whose time is measured."""

import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class MeasureError(Exception):
    """What was to be measured has failed; the message holds what it said last."""


def seconds(
    command: Sequence[str | Path],
    *,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    allowed: Sequence[int] = (0,),
) -> float:
    """Run a command to its end, and return the seconds that took, by the clock on the wall.

    :param command: program and arguments
    :param cwd: the folder it runs in
    :param env: its environment, this one's if None
    :param allowed: the exit codes that are no failure
    :raises MeasureError: when it fails
    """
    with tempfile.TemporaryFile() as output:
        began = time.monotonic()
        process = subprocess.Popen(  # noqa: S603 - our own words
            command, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT
        )
        with process:
            try:
                code = process.wait()
            except BaseException:
                process.terminate()
                raise
        took = time.monotonic() - began
        if code not in allowed:
            output.seek(0)
            last = output.read().decode("utf-8", "replace").splitlines()[-30:]
            line = " ".join(map(str, command))
            raise MeasureError("\n".join([f"{line} ended with {code}:", *last]))
    return took
