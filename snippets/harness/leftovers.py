"""What a program must not leave behind: processes, ports, files, shared memory."""

from __future__ import annotations

import ctypes
import os
import re
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MARK = "SNIPPET_RUN"
"""Name of the environment variable that every process of a scenario inherits: its base folder's."""

ENDING_SECONDS = 1.0
"""A process that has been told to end, or is about to, may take this long to be gone."""

HELPER_SECONDS = 10.0
"""multiprocessing's own helpers end by themselves once they see the program's pipe close."""

_TICK = 0.01

_HELPER = re.compile(r"multiprocessing\.(resource_tracker|forkserver)")

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - not for temporary files: Linux has it there
"""Where named semaphores and `SharedMemory` blocks can be seen."""


def adopt_orphans() -> None:
    """Make this process the parent of every orphan below it, so that none escapes unseen.

    Linux only (`prctl(2)`, PR_SET_CHILD_SUBREAPER); elsewhere it does nothing.
    """
    if sys.platform == "linux":
        pr_set_child_subreaper = 36
        ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def living(mark: str, folder: Path, leaders: Iterable[int]) -> list[psutil.Process]:
    """Find the living processes of a scenario, wherever they hide; reap the dead among them.

    A process belongs to it by its environment, its session, its working folder or its parent.

    :param mark: value of `MARK` in the scenario's environment
    :param folder: the scenario's base folder
    :param leaders: pids of the programs the scenario started, each a session of its own
    """
    leaders = set(leaders)
    ours: list[int] = []
    others: dict[int, list[int]] = {}
    for pid in psutil.pids():
        if pid == os.getpid():
            continue
        with suppress(psutil.Error, OSError):
            if pid in leaders or _belongs(pid, mark, folder, leaders):
                ours.append(pid)
            else:
                others.setdefault(_parent(pid), []).append(pid)
    for pid in ours:
        ours += others.pop(pid, [])  # the loop goes on with them
    found = []
    for pid in ours:
        with suppress(psutil.NoSuchProcess):
            found.append(psutil.Process(pid))
    alive = list(filter(is_living, found))
    # Orphans are adopted: hundreds of dead ones would make every search slow.
    for process in found:
        if process not in alive and process.pid not in leaders:
            _reap(process.pid)
    return alive


if sys.platform == "linux":
    # Each test looks at every process of the machine: psutil needs ten times as long for that.

    def _belongs(pid: int, mark: str, folder: Path, leaders: set[int]) -> bool:
        entry = Path(f"/proc/{pid}")
        if os.getsid(pid) in leaders:
            return True
        if f"{MARK}={mark}".encode() in (entry / "environ").read_bytes().split(b"\0"):
            return True
        return (entry / "cwd").readlink().is_relative_to(folder)

    def _parent(pid: int) -> int:
        # proc_pid_stat(5): the name before, in brackets, may hold anything.
        stat = Path(f"/proc/{pid}/stat").read_bytes()
        return int(stat.rpartition(b")")[2].split()[1])

else:

    def _belongs(pid: int, mark: str, folder: Path, leaders: set[int]) -> bool:
        process = psutil.Process(pid)
        return (
            process.environ().get(MARK) == mark
            or session(process) in leaders
            or Path(process.cwd()).is_relative_to(folder)
        )

    def _parent(pid: int) -> int:
        return psutil.Process(pid).ppid()


def is_living(process: psutil.Process) -> bool:
    """Tell whether a process runs: a zombie has ended, only its parent has not looked yet."""
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def wait_until_gone(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Wait for processes that are about to end; return those that stay."""
    helpers = [process for process in processes if _HELPER.search(_command(process))]
    others = [process for process in processes if process not in helpers]
    return _still_living(others, ENDING_SECONDS) + _still_living(helpers, HELPER_SECONDS)


def _still_living(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    deadline = time.monotonic() + seconds
    while (left := [process for process in processes if is_living(process)]) and (
        time.monotonic() < deadline
    ):
        time.sleep(_TICK)
    return left


def session(process: psutil.Process) -> int:
    """Tell the session of a process: the pid of the program that it came from, 0 for none."""
    with suppress(OSError, AttributeError):  # gone meanwhile; Windows has no sessions
        return os.getsid(process.pid)
    return 0


def describe(process: psutil.Process) -> str:
    """Say what a process is and which ports it holds: ``pid 12, python x.py, udp port 9101``."""
    ports: list[str] = []
    with suppress(psutil.Error):
        for connection in process.net_connections("inet"):
            if connection.laddr and connection.status in {"LISTEN", "NONE"}:
                kind = "udp" if connection.type.name == "SOCK_DGRAM" else "tcp"
                ports.append(f"{kind} port {connection.laddr.port} bound")
    return ", ".join([f"pid {process.pid}", _command(process) or "no command line", *sorted(ports)])


def noted(base: Path, name: str) -> list[str]:
    """Read what `inject/sitecustomize.py` noted from inside the programs of a scenario.

    :param base: the scenario's base folder
    :param name: of what it took note
    """
    with suppress(FileNotFoundError):
        return (base / name).read_text(encoding="utf-8").splitlines()
    return []


def shared_memory(base: Path) -> list[Path]:
    """Find what the programs of a scenario made in shared memory and what is still there.

    :param base: the scenario's base folder
    """
    made = dict.fromkeys(noted(base, "shared-memory"))
    return [entry for name in made if (entry := SHARED_MEMORY / name).exists()]


def kill(mark: str, folder: Path, leaders: Callable[[], list[int]]) -> None:
    """Kill every process of a scenario, and what they start meanwhile, until none lives.

    :param leaders: tells, each time anew, the pids of its programs: the system may reuse them
    """
    deadline = time.monotonic() + HELPER_SECONDS
    while (left := living(mark, folder, now := leaders())) and time.monotonic() < deadline:
        kill_all(left, not_ours=now)


def kill_all(processes: list[psutil.Process], not_ours: list[int] | None = None) -> None:
    """Kill processes, wait until they are dead, and reap those that became our children.

    :param not_ours: pids whose exit status somebody else collects
    """
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    _still_living(processes, ENDING_SECONDS)
    for process in processes:
        if process.pid not in (not_ours or []):
            _reap(process.pid)


def _reap(pid: int) -> None:
    """Let go of a child that has ended, if it is one."""
    with suppress(ChildProcessError, AttributeError):  # Windows has neither
        os.waitpid(pid, os.WNOHANG)


def _command(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return " ".join(process.cmdline())[:120]
    return ""
