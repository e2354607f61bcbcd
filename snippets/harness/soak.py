"""Run all programs again and again on a machine that is kept busy: ``nox -s soak -- 100``.

Each round runs them in another order (pytest-randomly), while every core has another task too:
what depends on luck fails in one of the rounds. A round's number is the seed of its order.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BUSY: Final = "import os, sys\nwhile os.getppid() == int(sys.argv[1]): pass"
"""A core's worth of work that ends with the process that started it, however that ends."""


@contextlib.contextmanager
def load(tasks: int) -> Iterator[str]:
    """Keep the machine busy within a ``with`` block; give the name of what does it.

    :param tasks: how many tasks always want to run
    """
    if stress := shutil.which("stress-ng"):
        command, count = [stress, "--cpu", str(tasks), "--quiet"], 1
    else:
        command, count = [sys.executable, "-c", _BUSY, str(os.getpid())], tasks
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            # Ctrl-C is not for it: it would tell of that.
            busy = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own words
            process = stack.enter_context(busy)
            stack.callback(process.terminate)
        yield Path(command[0]).name


def run_round(seed: int, options: Sequence[str], folder: Path) -> dict[str, str]:
    """Run the programs once; return why each test failed, by its name.

    :param seed: decides the order
    :param options: more options of pytest
    :param folder: where the output of the round is kept, as ``<seed>.txt``, if something failed
    :raises RuntimeError: when pytest could not run the tests
    """
    output, results = folder / f"{seed}.txt", folder / f"{seed}.xml"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "randomly"]
    command += [f"--randomly-seed={seed}", f"--junit-xml={results}", "--quiet", *options]
    with output.open("w", encoding="utf-8") as file:
        pytest = subprocess.Popen(  # noqa: S603 - our own words
            command,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches it once: from here
        )
        try:
            code = pytest.wait()
        except KeyboardInterrupt:
            pytest.send_signal(signal.SIGINT)
            pytest.wait()  # it ends its programs first
            output.unlink()
            results.unlink(missing_ok=True)
            raise
    if code not in (0, 1):
        raise RuntimeError(f"pytest ended with {code}: see {output}")
    failed = {
        f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}": why
        for case in ET.parse(results).iter("testcase")  # noqa: S314 - pytest wrote it just now
        for kind in ("failure", "error")
        for why in [found.get("message", "") for found in case.findall(kind)]
    }
    results.unlink()
    if code == 0:
        output.unlink()
    elif not failed:
        failed["the run as a whole"] = "a process hid from its scenario"
    return failed


def soak(rounds: int, first: int, options: Sequence[str], folder: Path) -> dict[str, list[int]]:
    """Run rounds, and tell what becomes of each.

    :param rounds: how many
    :param first: the seed of the first; the next ones follow it
    :param options: more options of pytest
    :param folder: where the output of failed rounds is kept
    :return: the seeds of the rounds in which a test failed, by its name
    """
    folder.mkdir(parents=True, exist_ok=True)
    failures: dict[str, list[int]] = defaultdict(list)
    with load(os.cpu_count() or 1) as by:
        print(f"{rounds} rounds on a machine kept busy by {by}", flush=True)
        for seed in range(first, first + rounds):
            began = time.monotonic()
            failed = run_round(seed, options, folder)
            seconds = time.monotonic() - began
            print(f"seed {seed}: {len(failed)} failed, {seconds:.0f} s", flush=True)
            for test, why in failed.items():
                failures[test].append(seed)
                print(f"  {test}: {why.splitlines()[0] if why else ''}", flush=True)
    return failures


def main() -> None:
    """Soak as the command line says; exit with 1, and a list of what failed, on any failure."""
    parser = argparse.ArgumentParser(description="Run all programs on a busy machine.")
    parser.add_argument("rounds", type=int, help="how many times")
    parser.add_argument("--seed", type=int, default=1, help="of the first round (default: 1)")
    parser.add_argument("--out", type=Path, default=Path("build/soak"), help="for failed rounds")
    arguments, options = parser.parse_known_args()
    failures = soak(arguments.rounds, arguments.seed, options, arguments.out)
    for test, seeds in sorted(failures.items(), key=lambda item: -len(item[1])):
        where = ", ".join(f"{arguments.out}/{seed}.txt" for seed in seeds)
        print(f"{len(seeds)} of {arguments.rounds}: {test}\n    {where}")
    if failures:
        sys.exit(f"{len(failures)} tests depend on luck.")
    print(f"Nothing failed in {arguments.rounds} rounds.")


if __name__ == "__main__":
    # `kill` ends it as tidily as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except RuntimeError as error:
        sys.exit(f"The programs could not be run: {error}")
