"""The date of what is made: that of the last commit, so that the same makes the same bytes."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from editions.archive import EARLIEST


def date_of(root: Path) -> datetime:
    """Return when the sources were last changed, in UTC.

    ``SOURCE_DATE_EPOCH``, in seconds, decides where it is set
    (https://reproducible-builds.org/specs/source-date-epoch/). Sources outside of a repository
    have the earliest date that every format can hold.

    :param root: the folder with the repository
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or _committed(root)
    return datetime.fromtimestamp(int(seconds), UTC) if seconds else EARLIEST


def _committed(root: Path) -> str:
    if not (root / ".git").exists():
        return ""
    git = subprocess.run(
        ["git", "log", "-1", "--format=%ct"],  # noqa: S607 - git is found where it is installed
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return git.stdout.strip()
