"""Looking for luck: rounds in random order on a busy machine."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from harness import soak

SNIPPETS = Path(__file__).resolve().parents[2]
LUCKY = """
import os
from pathlib import Path

def test_first():
    Path("order").open("a").write("first ")

def test_second():
    Path("order").open("a").write("second ")

def test_luck():
    assert Path("luck").exists(), "out of luck"
"""


@pytest.fixture
def lucky(tmp_path, monkeypatch):
    """Give a folder with a test that passes only after somebody has made a file there."""
    (tmp_path / "test_lucky.py").write_text(LUCKY, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_failure_is_reported_with_its_seed_and_its_output_is_kept(lucky):
    """Whoever looks for the cause can read what happened, and repeat that order."""
    failures = soak.soak(2, 7, ["test_lucky.py"], lucky / "out")
    assert failures == {"test_lucky.py::test_luck": [7, 8]}
    assert "out of luck" in (lucky / "out/7.txt").read_text("utf-8")


def test_rounds_differ_in_order_and_a_seed_repeats_one(lucky):
    """The seed decides the order, nothing else does."""
    (lucky / "luck").touch()
    orders = []
    for seed in [*range(3), *range(3)]:
        assert soak.run_round(seed, ["test_lucky.py"], lucky) == {}
        orders.append((lucky / "order").read_text("utf-8"))
        (lucky / "order").unlink()
    assert orders[:3] == orders[3:]
    assert set(orders) == {"first second ", "second first "}
    assert not list(lucky.glob("*.txt")), "output of rounds that passed"


def test_tests_that_cannot_be_run_are_no_success(lucky):
    """A soak of nothing proves nothing."""
    with pytest.raises(RuntimeError, match=r"pytest ended with 4: see .*1.txt"):
        soak.run_round(1, ["nothing_here.py"], lucky)


def test_the_load_ends_with_the_block():
    """Every core had work, and nothing of it stays."""
    before = set(psutil.Process().children(recursive=True))
    with soak.load(2):
        busy = set(psutil.Process().children(recursive=True)) - before
        assert busy
    _, alive = psutil.wait_procs(busy, timeout=20)
    assert not alive


def test_the_load_ends_when_the_soak_is_killed():
    """`kill -9` runs no clean-up: each task sees by itself that its parent is gone."""
    program = (
        "import time; from harness import soak\n"
        "with soak.load(2): print('busy', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(SNIPPETS), "PATH": ""},  # without stress-ng
    ) as process:
        process.stdout.readline()
        busy = psutil.Process(process.pid).children(recursive=True)
        assert len(busy) == 2
        process.kill()
    _, alive = psutil.wait_procs(busy, timeout=20)
    assert not alive


def test_the_command_fails_where_a_test_did(lucky):
    """The exit code and the last line say it, for machines and for people."""
    command = [sys.executable, "-m", "harness.soak", "1", "--out=out", "test_lucky.py"]
    ended = subprocess.run(  # noqa: S603 - our own words
        command,
        env={"PYTHONPATH": str(SNIPPETS)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 1
    assert "1 of 1: test_lucky.py::test_luck\n    out/1.txt" in ended.stdout
    assert ended.stderr == "1 tests depend on luck.\n"
