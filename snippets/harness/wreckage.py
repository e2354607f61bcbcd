"""What a run leaves that was killed before it could clear up; the next run does it.

Each run holds a lock for as long as it lives, and its name is in that of all its folders. A lock
that nobody holds tells that its run is gone.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from pathlib import Path

import filelock
import platformdirs

from harness import leftovers


def cache_folder(name: str) -> Path:
    """Give a folder that all runs of this user share, in this checkout or another."""
    folder = platformdirs.user_cache_path("run-first", ensure_exists=True) / name
    folder.mkdir(exist_ok=True)
    return folder


class Run:
    """A run of tests, from its creation to ``end``.

    `name` is what the folders of its scenarios begin with, after ``run-``.
    """

    def __init__(self) -> None:
        self.name = uuid.uuid4().hex[:8]
        self._lock = filelock.FileLock(cache_folder("runs") / self.name, thread_local=False)
        self._lock.acquire()

    def end(self) -> None:
        """Tell that it has cleared up itself."""
        self._lock.release()
        Path(self._lock.lock_file).unlink(missing_ok=True)


def clear() -> list[str]:
    """Kill what still runs of runs that are gone, and remove what they left.

    :returns: what was killed, a line for each process
    """
    killed = []
    for file in cache_folder("runs").iterdir():
        lock = filelock.FileLock(file, blocking=False)
        try:
            with lock:
                for folder in Path(tempfile.gettempdir()).resolve().glob(f"run-{file.name}-*"):
                    killed += _clear_scenario(folder)
                file.unlink(missing_ok=True)
        except filelock.Timeout:
            continue  # it lives
    return killed


def _clear_scenario(folder: Path) -> list[str]:
    found = leftovers.living(folder.name, folder, [])
    described = [leftovers.describe(process) for process in found]
    leftovers.kill(folder.name, folder, list)
    for entry in leftovers.shared_memory(folder):
        entry.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    return described
