"""Zip archives whose bytes depend on nothing but their members and a date."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EARLIEST: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""The first date that a zip archive can hold."""
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16  # a file, rw-r--r--


def write_zip(
    archive: Path,
    members: Iterable[tuple[str, bytes]],
    date: datetime,
    *,
    stored: Sequence[str] = (),
) -> None:
    """Write an archive, the members in the order given.

    :param archive: the file to write
    :param members: path within the archive, with ``/``, and content
    :param date: of all members, in UTC; what is earlier than a zip can hold counts as ``EARLIEST``
    :param stored: paths that are not compressed
    """
    moment = max(date, EARLIEST).astimezone(UTC).timetuple()[:6]
    with ZipFile(archive, "w") as file:
        for name, content in members:
            info = ZipInfo(name, moment)
            info.create_system, info.external_attr = _UNIX, _READABLE
            kind = ZIP_STORED if name in stored else ZIP_DEFLATED
            file.writestr(info, content, compress_type=kind, compresslevel=9)
