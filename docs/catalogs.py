"""Catalogs for Sphinx: looked at, and copied to where it may compile them.

Sphinx writes what it compiles beside the catalogs. Builds that run at once would meet there, and a
checkout that cannot be written to could not be built. Also, it passes over what it does not
understand of a catalog, and the page is in two languages then.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.pofile import PoFileError, read_po

_LINE: Final = re.compile(
    r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?) )?"([^"\\]|\\.)*")?\s*'
)
"""A line of a catalog (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html)."""


def bring(source: Path, target: Path) -> list[str]:
    """Copy the catalogs that are new, or have changed.

    :param source: the folder of a language
    :param target: where to; what was compiled there stays
    :return: what is wrong with them, a line for each fault; a catalog with a fault is not copied
    """
    faults = []
    for catalog in sorted(source.rglob("*.po")):
        copy = target / catalog.relative_to(source)
        if copy.is_file() and copy.stat().st_mtime_ns == catalog.stat().st_mtime_ns:
            continue
        if found := list(check(catalog)):
            faults += found
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        # The time decides whether it is compiled anew: it must not be older than that.
        copy.with_suffix(".mo").unlink(missing_ok=True)
        shutil.copy2(catalog, copy)
    return faults


def check(catalog: Path) -> Iterator[str]:
    """Say what is wrong with a catalog: file, line, and what to do."""
    try:
        lines = catalog.read_text("utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if not _LINE.fullmatch(line):
                yield f"{catalog}:{number}: this is no line of a catalog, mend it: {line}"
                return
        with catalog.open("rb") as file:
            messages = read_po(file, abort_invalid=True)
    except PoFileError as error:
        # It counts from 0, and says so too.
        what = str(error).removesuffix(f" on {error.lineno}")
        yield f"{catalog}:{error.lineno + 1}: {what}: mend it"
        return
    except UnicodeDecodeError as error:
        yield f"{catalog}: {error}: save it as UTF-8"
        return
    for message, errors in messages.check():
        for wrong in errors:
            yield f"{catalog}:{message.lineno}: {wrong}: use those of msgid in msgstr"
